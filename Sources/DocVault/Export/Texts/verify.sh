#!/bin/sh
# Checks the bag that this file lies in, without a network: sh verify.sh     The README explains each step.
# Ends with 0 when nothing is wrong, 1 when something is, 2 when nothing is but openssl is not there to check the seal.
LC_ALL=C; export LC_ALL; unset CDPATH
cd -- "$(dirname -- "$0")" && scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
result=0 seal=seal/tagmanifest-sha256.txt sum=sha256sum
command -v sha256sum >/dev/null || sum='shasum -a 256'
step() { # step TEXT COMMAND...: the command must succeed
    text=$1; shift
    if "$@" >"$scratch/output" 2>&1; then echo "ok     $text"
    else echo "WRONG  $text"; grep -v ": OK\$" "$scratch/output" | head -n 20; result=1; fi
}
step '1 the payload has the digests of manifest-sha256.txt' $sum -c --strict manifest-sha256.txt
step '2 the tag files have the digests of tagmanifest-sha256.txt' $sum -c --strict tagmanifest-sha256.txt
{ cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; echo tagmanifest-sha256.txt
  ls -d $seal.p7s $seal.tst seal/certificates.pem; } 2>/dev/null | sed 's,^,./,' | sort >"$scratch/named"
{ find . -type f; find . ! -type f ! -type d | sed 's,$, (no file),'; } | sort >"$scratch/found"
step '3 no file is missing or extra' diff "$scratch/named" "$scratch/found"
oxum=$(find data -type f -exec ls -ln {} + | awk '{ bytes += $5; count++ } END { printf "%.0f.%d", bytes, count }')
step "4 the payload is what bag-info.txt says: $oxum" grep -qxF "Payload-Oxum: $oxum" bag-info.txt
state=$($sum manifest-sha256.txt | cut -c1-64)
grep -q '^Bag-Count: ' bag-info.txt ||
    step '5 the name of the folder ends like the state digest begins' expr "$(pwd)" : ".*_$(echo "$state" | cut -c1-6)\$"
if [ ! -f $seal.p7s ]; then echo 'none   6 nobody signed this bag'
elif ! command -v openssl >/dev/null; then echo 'SKIP   6 openssl is not there'; [ $result = 1 ] || result=2
else
    signer=$scratch/signer.pem # the first certificate, which must be the one that signed
    openssl x509 -in seal/certificates.pem -out "$signer"
    step '6 the seal is a signature over the tag manifest' openssl cms -verify -binary -inform DER -in $seal.p7s -nointern \
        -content tagmanifest-sha256.txt -certfile "$signer" -CAfile "$signer" -partial_chain -no_check_time -purpose any
    echo "       by certificate $(openssl x509 -in "$signer" -outform DER | $sum | cut -c1-64)"
    [ ! -f $seal.tst ] || openssl pkcs7 -inform DER -in $seal.tst -print_certs -out "$scratch/authority.pem"
    [ ! -f $seal.tst ] || step '7 the time stamp is over the tag manifest' openssl ts -verify -token_in -in $seal.tst \
        -data tagmanifest-sha256.txt -CAfile "$scratch/authority.pem" -partial_chain -no_check_time
fi
case $result in 0) echo "All is well. State digest: $state";; 1) echo 'SOMETHING IS WRONG with this bag.';;
    2) echo "Nothing is wrong, but not all was checked. State digest: $state";; esac
exit $result
