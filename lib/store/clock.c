/*
 * The store's clock and its random identities.
 */
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "lib/store/db.h"

int64_t
store_now(const struct store *s)
{
	struct timespec t;

	if (s->fixed_clock != 0)
		return s->fixed_clock;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

bool
uuid_make(char uuid[37], struct err *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char random[16];
	size_t at = 0;

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return err_set(err, ERR_STORE,
		    "the system gives no random numbers (%s)", strerror(errno));
	random[6] = (unsigned char)((random[6] & 0x0f) | 0x40);
	random[8] = (unsigned char)((random[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof(random); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			uuid[at++] = '-';
		uuid[at++] = digits[random[i] >> 4];
		uuid[at++] = digits[random[i] & 15];
	}
	uuid[at] = '\0';
	return true;
}
