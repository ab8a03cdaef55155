#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

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
