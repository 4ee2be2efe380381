/* The baseline of sealing: RFC 9180's base mode of DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, on OpenSSL's library.
 *
 * usage: hpke seal|open BYTES SECONDS
 * seal makes an ephemeral pair, agrees, derives and encrypts; open takes what came apart, agrees, derives and decrypts. */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "stream.h"

enum { point = 65, word = 32, tag = 16, nonce = 12, most = 1 << 20 };

struct text {
    uint8_t at[512];
    size_t length;
};

static const uint8_t kem[] = {'K', 'E', 'M', 0, 0x10};
static const uint8_t suite[] = {'H', 'P', 'K', 'E', 0, 0x10, 0, 1, 0, 2};
static const uint8_t info[] = "a deployment's info of some 48 bytes, as ours is";
static const uint8_t associated[] = "a request's id, service and operation";
static EVP_PKEY *recipient;
static uint8_t recipient_point[point], plaintext[most], opened[most], sealed[point + most + tag];
static size_t length;

static void must(int holds) {
    if (!holds)
        die("hpke: OpenSSL's library fails");
}

static void add(struct text *text, const void *bytes, size_t count) {
    memcpy(text->at + text->length, bytes, count);
    text->length += count;
}

static void hmac(const uint8_t *key, size_t key_length, const struct text *text, uint8_t *out) {
    must(HMAC(EVP_sha256(), key, (int)key_length, text->at, text->length, out, NULL) != NULL);
}

static void extract(const uint8_t *id, size_t id_length, const uint8_t *salt, const char *label, const void *bytes, size_t count, uint8_t *out) {
    static const uint8_t zeros[word];
    struct text text = {.length = 0};
    add(&text, "HPKE-v1", 7);
    add(&text, id, id_length);
    add(&text, label, strlen(label));
    add(&text, bytes, count);
    hmac(salt ? salt : zeros, word, &text, out);
}

/* At most a word: one round. */
static void expand(const uint8_t *id, size_t id_length, const uint8_t *key, const char *label, const void *bytes, size_t count, size_t wanted, uint8_t *out) {
    struct text text = {.length = 0};
    uint8_t whole[word], big_endian[2] = {0, (uint8_t)wanted}, round = 1;
    add(&text, big_endian, sizeof big_endian);
    add(&text, "HPKE-v1", 7);
    add(&text, id, id_length);
    add(&text, label, strlen(label));
    add(&text, bytes, count);
    add(&text, &round, 1);
    hmac(key, word, &text, whole);
    memcpy(out, whole, wanted);
}

static void agree(EVP_PKEY *own, EVP_PKEY *other, uint8_t *secret) {
    size_t count = word;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    must(EVP_PKEY_derive_init(context) == 1 && EVP_PKEY_derive_set_peer(context, other) == 1 && EVP_PKEY_derive(context, secret, &count) == 1);
    EVP_PKEY_CTX_free(context);
}

/* The key schedule: what is agreed, and both points, become key, nonce and exporter's secret. */
static void schedule(const uint8_t *agreed, const uint8_t *encapsulated, uint8_t *key, uint8_t *base) {
    uint8_t secret[word], context[1 + 2 * word] = {0}, points[2 * point], exporter[word];
    memcpy(points, encapsulated, point);
    memcpy(points + point, recipient_point, point);
    extract(kem, sizeof kem, NULL, "eae_prk", agreed, word, secret);
    expand(kem, sizeof kem, secret, "shared_secret", points, sizeof points, word, secret);
    extract(suite, sizeof suite, NULL, "psk_id_hash", "", 0, context + 1);
    extract(suite, sizeof suite, NULL, "info_hash", info, sizeof info - 1, context + 1 + word);
    extract(suite, sizeof suite, secret, "secret", "", 0, secret);
    expand(suite, sizeof suite, secret, "key", context, sizeof context, word, key);
    expand(suite, sizeof suite, secret, "base_nonce", context, sizeof context, nonce, base);
    expand(suite, sizeof suite, secret, "exp", context, sizeof context, word, exporter);
}

static void seal(void) {
    uint8_t agreed[word], key[word], base[nonce];
    size_t count;
    int part;
    EVP_PKEY *own = EVP_EC_gen("P-256");
    must(own && EVP_PKEY_get_octet_string_param(own, OSSL_PKEY_PARAM_PUB_KEY, sealed, point, &count) == 1);
    agree(own, recipient, agreed);
    EVP_PKEY_free(own);
    schedule(agreed, sealed, key, base);
    EVP_CIPHER_CTX *gcm = EVP_CIPHER_CTX_new();
    must(EVP_EncryptInit_ex(gcm, EVP_aes_256_gcm(), NULL, key, base) == 1
        && EVP_EncryptUpdate(gcm, NULL, &part, associated, sizeof associated - 1) == 1
        && EVP_EncryptUpdate(gcm, sealed + point, &part, plaintext, (int)length) == 1
        && EVP_EncryptFinal_ex(gcm, sealed + point + length, &part) == 1
        && EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_GCM_GET_TAG, tag, sealed + point + length) == 1);
    EVP_CIPHER_CTX_free(gcm);
}

static void unseal(void) {
    uint8_t agreed[word], key[word], base[nonce];
    int part;
    char curve[] = "P-256";
    OSSL_PARAM parts[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, sealed, point),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY *theirs = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    must(EVP_PKEY_fromdata_init(context) == 1 && EVP_PKEY_fromdata(context, &theirs, EVP_PKEY_PUBLIC_KEY, parts) == 1);
    EVP_PKEY_CTX_free(context);
    agree(recipient, theirs, agreed);
    EVP_PKEY_free(theirs);
    schedule(agreed, sealed, key, base);
    EVP_CIPHER_CTX *gcm = EVP_CIPHER_CTX_new();
    must(EVP_DecryptInit_ex(gcm, EVP_aes_256_gcm(), NULL, key, base) == 1
        && EVP_DecryptUpdate(gcm, NULL, &part, associated, sizeof associated - 1) == 1
        && EVP_DecryptUpdate(gcm, opened, &part, sealed + point, (int)length) == 1
        && EVP_CIPHER_CTX_ctrl(gcm, EVP_CTRL_GCM_SET_TAG, tag, sealed + point + length) == 1
        && EVP_DecryptFinal_ex(gcm, opened + length, &part) == 1);
    EVP_CIPHER_CTX_free(gcm);
}

int main(int argc, char **argv) {
    if (argc != 4 || (strcmp(argv[1], "seal") && strcmp(argv[1], "open")) || atol(argv[2]) < 1 || atol(argv[2]) > most - tag)
        die("usage: hpke seal|open BYTES SECONDS");
    void (*work)(void) = strcmp(argv[1], "seal") ? unseal : seal;
    length = (size_t)atol(argv[2]);
    memset(plaintext, 0xa5, length);
    size_t count;
    recipient = EVP_EC_gen("P-256");
    must(recipient && EVP_PKEY_get_octet_string_param(recipient, OSSL_PKEY_PARAM_PUB_KEY, recipient_point, point, &count) == 1);
    seal();
    unseal();
    must(memcmp(plaintext, opened, length) == 0);
    struct samples samples;
    samples_begin(&samples, atof(argv[3]));
    for (uint64_t now = now_ns(); now < samples.end;) {
        uint64_t began = now;
        work();
        now = now_ns();
        samples_add(&samples, now, began);
    }
    samples_print(&samples, length, point + length + tag);
    return 0;
}
