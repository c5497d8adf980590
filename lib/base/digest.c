/*
 * Digests, by nettle, which uses what the processor has for them: a book is
 * hashed before its first page is shown.
 */
#include <assert.h>
#include <nettle/md5.h>
#include <nettle/sha2.h>

#include <izba/digest.h>
#include <izba/loader.h>

#define NETTLE(USE) \
	USE(md5_digest) \
	USE(md5_init) \
	USE(md5_update) \
	USE(sha256_digest) \
	USE(sha256_init) \
	USE(sha256_update)

LOADER_TABLE(nettle, NETTLE);
static struct nettle nettle;
LOADER(nettle, NETTLE, SONAME_NETTLE, "Books can't be told apart")

bool
digest_ready(struct err *err)
{
	return nettle_load(err);
}

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
	bool ready = digest_ready(NULL);

	assert(ready);
	(void)ready;
	nettle.sha256_init((struct sha256_ctx *)d->state);
}

void
sha_add(struct digest *d, const void *p, size_t n)
{
	nettle.sha256_update((struct sha256_ctx *)d->state, n, p);
}

void
sha_end(struct digest *d, uint8_t sum[SHA_BYTES])
{
	nettle.sha256_digest((struct sha256_ctx *)d->state, SHA_BYTES, sum);
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
	bool ready = digest_ready(NULL);

	assert(ready);
	(void)ready;
	nettle.md5_init((struct md5_ctx *)d->state);
}

void
md5_add(struct digest *d, const void *p, size_t n)
{
	nettle.md5_update((struct md5_ctx *)d->state, n, p);
}

void
md5_end_hex(struct digest *d, char hex[MD5_HEX])
{
	uint8_t sum[MD5_DIGEST_SIZE];

	nettle.md5_digest((struct md5_ctx *)d->state, sizeof(sum), sum);
	hex_of(sum, sizeof(sum), hex);
}
