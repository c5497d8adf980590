/*
 * digest.h: the digests that tell contents apart: SHA-256 of books, and MD5,
 * by which another reader names its files.
 */
#ifndef IZBA_DIGEST_H
#define IZBA_DIGEST_H

#include <izba/base.h>

enum { SHA_BYTES = 32, SHA_HEX = 65, MD5_HEX = 33 };

/* Room for what the library keeps of a digest that is being made. */
struct digest {
	_Alignas(8) unsigned char state[128];
};

/* Is the library here?  Whoever begins a digest has asked, for there is no going
 * on without it. */
bool digest_ready(struct err *err) USE_RESULT;

void sha_begin(struct digest *d);
void sha_add(struct digest *d, const void *p, size_t n);
void sha_end(struct digest *d, uint8_t sum[SHA_BYTES]);
/* The same in letters. */
void sha_end_hex(struct digest *d, char hex[SHA_HEX]);

void md5_begin(struct digest *d);
void md5_add(struct digest *d, const void *p, size_t n);
void md5_end_hex(struct digest *d, char hex[MD5_HEX]);

#endif
