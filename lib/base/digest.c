/*
 * Digests, by nettle, which uses what the processor has for them: a book is
 * hashed before its first page is shown.
 */
#include <assert.h>
#include <nettle/md5.h>
#include <nettle/sha2.h>

#include <izba/digest.h>

static_assert(sizeof(struct sha256_ctx) <= sizeof(struct digest), "room");
static_assert(sizeof(struct md5_ctx) <= sizeof(struct digest), "room");

static void
hex_of(const uint8_t *sum, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*hex++ = digits[sum[i] >> 4];
		*hex++ = digits[sum[i] & 15];
	}
	*hex = '\0';
}

void
sha_begin(struct digest *d)
{
	sha256_init((struct sha256_ctx *)d->state);
}

void
sha_add(struct digest *d, const void *p, size_t n)
{
	sha256_update((struct sha256_ctx *)d->state, n, p);
}

void
sha_end(struct digest *d, uint8_t sum[SHA_BYTES])
{
	sha256_digest((struct sha256_ctx *)d->state, SHA_BYTES, sum);
}

void
sha_end_hex(struct digest *d, char hex[SHA_HEX])
{
	uint8_t sum[SHA_BYTES];

	sha_end(d, sum);
	hex_of(sum, sizeof(sum), hex);
}

void
md5_begin(struct digest *d)
{
	md5_init((struct md5_ctx *)d->state);
}

void
md5_add(struct digest *d, const void *p, size_t n)
{
	md5_update((struct md5_ctx *)d->state, n, p);
}

void
md5_end_hex(struct digest *d, char hex[MD5_HEX])
{
	uint8_t sum[MD5_DIGEST_SIZE];

	md5_digest((struct md5_ctx *)d->state, sizeof(sum), sum);
	hex_of(sum, sizeof(sum), hex);
}
