/*
 * Identities made of content: the same words give the same UUID, on every
 * machine and every day.  Each word is hashed with its length before it, so
 * that no two lists of words are taken for one.
 */
#include <string.h>

#include <izba/digest.h>

#include "lib/import/room.h"

static void
hash(struct digest *d, const struct str *words, size_t n)
{
	static const char room[] = "izba import 1";

	sha_begin(d);
	sha_add(d, room, sizeof(room));
	for (size_t i = 0; i < n; i++) {
		uint64_t length = words[i].n;
		uint8_t bytes[8];

		for (int k = 0; k < 8; k++)
			bytes[k] = (uint8_t)(length >> (8 * k));
		sha_add(d, bytes, sizeof(bytes));
		if (length > 0)
			sha_add(d, words[i].p, words[i].n);
	}
}

void
uuid_of(char uuid[37], const struct str *words, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t sum[SHA_BYTES];
	size_t at = 0;
	struct digest d;

	hash(&d, words, n);
	sha_end(&d, sum);
	sum[6] = (uint8_t)((sum[6] & 0x0f) | 0x80);
	sum[8] = (uint8_t)((sum[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			uuid[at++] = '-';
		uuid[at++] = digits[sum[i] >> 4];
		uuid[at++] = digits[sum[i] & 15];
	}
	uuid[at] = '\0';
}

void
sha_of(char sha[65], const struct str *words, size_t n)
{
	struct digest d;

	hash(&d, words, n);
	sha_end_hex(&d, sha);
}

int64_t
number_of(const struct str *words, size_t n)
{
	uint8_t sum[SHA_BYTES];
	uint64_t number = 0;
	struct digest d;

	hash(&d, words, n);
	sha_end(&d, sum);
	for (size_t i = 0; i < 8; i++)
		number = number << 8 | sum[i];
	return (int64_t)(number & INT64_MAX);
}

bool
uuid_read(char uuid[37], struct str s)
{
	if (s.n == 45 && str_starts(s, "urn:uuid:"))
		s = str_slice(s, 9, s.n);
	if (s.n != 36)
		return false;
	for (size_t i = 0; i < 36; i++) {
		char c = s.p[i];
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (c >= 'A' && c <= 'F')
			c |= 0x20;
		if (dash ? c != '-'
			 : (c < '0' || c > '9') && (c < 'a' || c > 'f'))
			return false;
		uuid[i] = c;
	}
	uuid[36] = '\0';
	return true;
}
