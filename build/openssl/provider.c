// What of OpenSSL's default provider the enclave's programs have. OpenSSL's own table names every algorithm that there is, and a static
// program has all that is named: Camellia, SM2, DSA and a hundred more that nothing here asks for, a twentieth of the program. This one
// names what .NET's cryptography asks for in the enclave, and what TLS 1.2 and 1.3 need. An algorithm that is missing here is
// refused by OpenSSL as unsupported; nothing falls back to anything else.
//
// It takes the place of crypto/defltprov.o, c_allc.o and c_alld.o of libcrypto.a (build/Static.props removes those). What stands under
// "OpenSSL's own" has no public header: it is as in OpenSSL 3.0, and the linker, or the programs' tests, tell if that changes.
#include <openssl/bio.h>
#include <openssl/core.h>
#include <openssl/core_dispatch.h>
#include <openssl/evp.h>

// OpenSSL's own.
typedef struct prov_ctx_st PROV_CTX;
PROV_CTX *ossl_prov_ctx_new(void);
void ossl_prov_ctx_free(PROV_CTX *context);
void ossl_prov_ctx_set0_libctx(PROV_CTX *context, OSSL_LIB_CTX *library);
void ossl_prov_ctx_set0_handle(PROV_CTX *context, const OSSL_CORE_HANDLE *handle);
void ossl_prov_ctx_set0_core_bio_method(PROV_CTX *context, BIO_METHOD *method);
BIO_METHOD *ossl_prov_ctx_get0_core_bio_method(PROV_CTX *context);
BIO_METHOD *ossl_bio_prov_init_bio_method(void);
int ossl_prov_bio_from_dispatch(const OSSL_DISPATCH *functions);
int ossl_prov_seeding_from_dispatch(const OSSL_DISPATCH *functions);
int ossl_prov_get_capabilities(void *context, const char *capability, OSSL_CALLBACK *callback, void *argument);

#define FUNCTIONS(name) extern const OSSL_DISPATCH ossl_##name##_functions[]
FUNCTIONS(sha1); FUNCTIONS(sha224); FUNCTIONS(sha256); FUNCTIONS(sha384); FUNCTIONS(sha512);
FUNCTIONS(aes128ecb); FUNCTIONS(aes256ecb); FUNCTIONS(aes128cbc); FUNCTIONS(aes256cbc); FUNCTIONS(aes128ctr); FUNCTIONS(aes256ctr);
FUNCTIONS(aes128gcm); FUNCTIONS(aes256gcm); FUNCTIONS(chacha20); FUNCTIONS(chacha20_ossl_poly1305); FUNCTIONS(null);
FUNCTIONS(hmac); FUNCTIONS(poly1305);
FUNCTIONS(kdf_hkdf); FUNCTIONS(kdf_pbkdf2); FUNCTIONS(kdf_tls1_3_kdf); FUNCTIONS(kdf_tls1_prf);
FUNCTIONS(drbg_ctr); FUNCTIONS(seed_src);
FUNCTIONS(ec_keymgmt); FUNCTIONS(x25519_keymgmt); FUNCTIONS(rsa_keymgmt); FUNCTIONS(rsapss_keymgmt); FUNCTIONS(kdf_keymgmt); FUNCTIONS(mac_legacy_keymgmt);
FUNCTIONS(ecdh_keyexch); FUNCTIONS(x25519_keyexch); FUNCTIONS(kdf_hkdf_keyexch); FUNCTIONS(kdf_tls1_prf_keyexch);
FUNCTIONS(ecdsa_signature); FUNCTIONS(rsa_signature); FUNCTIONS(mac_legacy_hmac_signature);
FUNCTIONS(ec_to_SubjectPublicKeyInfo_der_encoder); FUNCTIONS(ec_to_PrivateKeyInfo_der_encoder); FUNCTIONS(rsa_to_SubjectPublicKeyInfo_der_encoder);
FUNCTIONS(SubjectPublicKeyInfo_der_to_der_decoder); FUNCTIONS(SubjectPublicKeyInfo_der_to_ec_decoder); FUNCTIONS(PrivateKeyInfo_der_to_ec_decoder);
FUNCTIONS(SubjectPublicKeyInfo_der_to_rsa_decoder); FUNCTIONS(SubjectPublicKeyInfo_der_to_rsapss_decoder); FUNCTIONS(PrivateKeyInfo_der_to_rsa_decoder);

#define ALGORITHM(names, name) { names, "provider=default", ossl_##name##_functions, NULL }
#define ENCODER(names, structure, name) { names, "provider=default,fips=yes,output=der,structure=" structure, ossl_##name##_encoder_functions, NULL }
#define DECODER(names, structure, name) { names, "provider=default,fips=yes,input=der,structure=" structure, ossl_##name##_decoder_functions, NULL }
#define END { NULL, NULL, NULL, NULL }

static const OSSL_ALGORITHM digests[] = {
  ALGORITHM("SHA1:SHA-1:SSL3-SHA1:1.3.14.3.2.26", sha1),
  ALGORITHM("SHA2-224:SHA-224:SHA224:2.16.840.1.101.3.4.2.4", sha224),
  ALGORITHM("SHA2-256:SHA-256:SHA256:2.16.840.1.101.3.4.2.1", sha256),
  ALGORITHM("SHA2-384:SHA-384:SHA384:2.16.840.1.101.3.4.2.2", sha384),
  ALGORITHM("SHA2-512:SHA-512:SHA512:2.16.840.1.101.3.4.2.3", sha512),
  END,
};

static const OSSL_ALGORITHM ciphers[] = {
  ALGORITHM("NULL", null), // what TLS encrypts with before there are keys
  ALGORITHM("AES-128-ECB:2.16.840.1.101.3.4.1.1", aes128ecb),
  ALGORITHM("AES-256-ECB:2.16.840.1.101.3.4.1.41", aes256ecb),
  ALGORITHM("AES-128-CBC:AES128:2.16.840.1.101.3.4.1.2", aes128cbc),
  ALGORITHM("AES-256-CBC:AES256:2.16.840.1.101.3.4.1.42", aes256cbc),
  ALGORITHM("AES-128-CTR", aes128ctr),
  ALGORITHM("AES-256-CTR", aes256ctr),
  ALGORITHM("AES-128-GCM:id-aes128-GCM:2.16.840.1.101.3.4.1.6", aes128gcm),
  ALGORITHM("AES-256-GCM:id-aes256-GCM:2.16.840.1.101.3.4.1.46", aes256gcm),
  ALGORITHM("ChaCha20", chacha20),
  ALGORITHM("ChaCha20-Poly1305", chacha20_ossl_poly1305),
  END,
};

static const OSSL_ALGORITHM macs[] = { ALGORITHM("HMAC", hmac), ALGORITHM("POLY1305", poly1305), END };

static const OSSL_ALGORITHM kdfs[] = {
  ALGORITHM("HKDF", kdf_hkdf),
  ALGORITHM("PBKDF2:1.2.840.113549.1.5.12", kdf_pbkdf2),
  ALGORITHM("TLS13-KDF", kdf_tls1_3_kdf),
  ALGORITHM("TLS1-PRF", kdf_tls1_prf),
  END,
};

static const OSSL_ALGORITHM rands[] = { ALGORITHM("CTR-DRBG", drbg_ctr), ALGORITHM("SEED-SRC", seed_src), END };

static const OSSL_ALGORITHM keys[] = {
  ALGORITHM("EC:id-ecPublicKey:1.2.840.10045.2.1", ec_keymgmt),
  ALGORITHM("X25519:1.3.101.110", x25519_keymgmt),
  ALGORITHM("RSA:rsaEncryption:1.2.840.113549.1.1.1", rsa_keymgmt),
  ALGORITHM("RSA-PSS:RSASSA-PSS:1.2.840.113549.1.1.10", rsapss_keymgmt),
  ALGORITHM("HKDF", kdf_keymgmt),
  ALGORITHM("TLS1-PRF", kdf_keymgmt),
  ALGORITHM("HMAC", mac_legacy_keymgmt),
  END,
};

static const OSSL_ALGORITHM exchanges[] = {
  ALGORITHM("ECDH", ecdh_keyexch),
  ALGORITHM("X25519:1.3.101.110", x25519_keyexch),
  ALGORITHM("HKDF", kdf_hkdf_keyexch),
  ALGORITHM("TLS1-PRF", kdf_tls1_prf_keyexch),
  END,
};

static const OSSL_ALGORITHM signatures[] = {
  ALGORITHM("ECDSA", ecdsa_signature),
  ALGORITHM("RSA:rsaEncryption:1.2.840.113549.1.1.1", rsa_signature),
  ALGORITHM("HMAC", mac_legacy_hmac_signature),
  END,
};

static const OSSL_ALGORITHM encoders[] = {
  ENCODER("EC", "SubjectPublicKeyInfo", ec_to_SubjectPublicKeyInfo_der),
  ENCODER("EC", "PrivateKeyInfo", ec_to_PrivateKeyInfo_der),
  ENCODER("RSA", "SubjectPublicKeyInfo", rsa_to_SubjectPublicKeyInfo_der),
  END,
};

static const OSSL_ALGORITHM decoders[] = {
  DECODER("DER", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_der),
  DECODER("EC", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_ec),
  DECODER("EC", "PrivateKeyInfo", PrivateKeyInfo_der_to_ec),
  DECODER("RSA", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_rsa),
  DECODER("RSA", "PrivateKeyInfo", PrivateKeyInfo_der_to_rsa),
  DECODER("RSA-PSS", "SubjectPublicKeyInfo", SubjectPublicKeyInfo_der_to_rsapss),
  END,
};

static const OSSL_ALGORITHM *query(void *context, int operation, int *no_cache)
{
  (void)context;
  *no_cache = 0;
  switch (operation) {
  case OSSL_OP_DIGEST: return digests;
  case OSSL_OP_CIPHER: return ciphers;
  case OSSL_OP_MAC: return macs;
  case OSSL_OP_KDF: return kdfs;
  case OSSL_OP_RAND: return rands;
  case OSSL_OP_KEYMGMT: return keys;
  case OSSL_OP_KEYEXCH: return exchanges;
  case OSSL_OP_SIGNATURE: return signatures;
  case OSSL_OP_ENCODER: return encoders;
  case OSSL_OP_DECODER: return decoders;
  default: return NULL;
  }
}

static void tear_down(void *context)
{
  BIO_meth_free(ossl_prov_ctx_get0_core_bio_method(context));
  ossl_prov_ctx_free(context);
}

static const OSSL_DISPATCH provider[] = {
  { OSSL_FUNC_PROVIDER_TEARDOWN, (void (*)(void))tear_down },
  { OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query },
  { OSSL_FUNC_PROVIDER_GET_CAPABILITIES, (void (*)(void))ossl_prov_get_capabilities },
  { 0, NULL },
};

// Called by OpenSSL when the default provider is first needed.
int ossl_default_provider_init(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *in, const OSSL_DISPATCH **out, void **context)
{
  OSSL_FUNC_core_get_libctx_fn *library = NULL;
  if (!ossl_prov_bio_from_dispatch(in) || !ossl_prov_seeding_from_dispatch(in))
    return 0;
  for (; in->function_id != 0; in++)
    if (in->function_id == OSSL_FUNC_CORE_GET_LIBCTX)
      library = OSSL_FUNC_core_get_libctx(in);
  BIO_METHOD *method = ossl_bio_prov_init_bio_method();
  *context = ossl_prov_ctx_new();
  if (library == NULL || method == NULL || *context == NULL) {
    BIO_meth_free(method);
    ossl_prov_ctx_free(*context);
    *context = NULL;
    return 0;
  }

  ossl_prov_ctx_set0_libctx(*context, (OSSL_LIB_CTX *)library(handle));
  ossl_prov_ctx_set0_handle(*context, handle);
  ossl_prov_ctx_set0_core_bio_method(*context, method);
  *out = provider;
  return 1;
}

// The older tables, by which algorithms are found by name or object identifier: what certificates are signed with, and TLS's ciphers.
void openssl_add_all_digests_int(void)
{
  EVP_add_digest(EVP_sha1());
  EVP_add_digest(EVP_sha224());
  EVP_add_digest(EVP_sha256());
  EVP_add_digest(EVP_sha384());
  EVP_add_digest(EVP_sha512());
}

void openssl_add_all_ciphers_int(void)
{
  EVP_add_cipher(EVP_aes_128_cbc());
  EVP_add_cipher(EVP_aes_256_cbc());
  EVP_add_cipher(EVP_aes_128_gcm());
  EVP_add_cipher(EVP_aes_256_gcm());
  EVP_add_cipher(EVP_chacha20_poly1305());
}
