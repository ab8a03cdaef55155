#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

/* `BIO_get_mem_data` is a macro with a cast to `char *`, which Swift does not import. */
static inline long docvault_BIO_get_mem_data(BIO *bio, char **data) {
    return BIO_get_mem_data(bio, data);
}

/* The typed stack functions are macros over `OPENSSL_sk_*` with casts, which Swift does not import. */
static inline int docvault_sk_ASN1_UTF8STRING_num(const STACK_OF(ASN1_UTF8STRING) *texts) {
    return sk_ASN1_UTF8STRING_num(texts);
}
static inline const ASN1_UTF8STRING *docvault_sk_ASN1_UTF8STRING_value(const STACK_OF(ASN1_UTF8STRING) *texts, int i) {
    return sk_ASN1_UTF8STRING_value(texts, i);
}
static inline int docvault_sk_X509_num(const STACK_OF(X509) *certificates) { return sk_X509_num(certificates); }
static inline X509 *docvault_sk_X509_value(const STACK_OF(X509) *certificates, int i) {
    return sk_X509_value(certificates, i);
}
static inline void docvault_sk_X509_free(STACK_OF(X509) *certificates) { sk_X509_free(certificates); }
static inline void docvault_sk_X509_pop_free(STACK_OF(X509) *certificates) {
    sk_X509_pop_free(certificates, X509_free);
}
static inline int docvault_sk_CMS_SignerInfo_num(const STACK_OF(CMS_SignerInfo) *signers) {
    return sk_CMS_SignerInfo_num(signers);
}
static inline CMS_SignerInfo *docvault_sk_CMS_SignerInfo_value(const STACK_OF(CMS_SignerInfo) *signers, int i) {
    return sk_CMS_SignerInfo_value(signers, i);
}

/* `EVP_RSA_gen` and `EVP_EC_gen` are macros over a function with a variable number of arguments. */
static inline EVP_PKEY *docvault_EVP_RSA_gen(size_t bits) { return EVP_RSA_gen(bits); }
static inline EVP_PKEY *docvault_EVP_EC_gen(const char *curve) { return EVP_EC_gen(curve); }

/* `XN_FLAG_RFC2253` is an expression of other macros. */
static inline unsigned long docvault_XN_FLAG_RFC2253(void) { return XN_FLAG_RFC2253; }
