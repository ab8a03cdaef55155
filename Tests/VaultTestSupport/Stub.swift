internal import DocVault
