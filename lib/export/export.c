/*
 * The table of exporters, and how they write times.
 */
#include <string.h>
#include <time.h>

#include "lib/export/room.h"

static const struct exporter exporters[] = {
    {"markdown", "md",
	"quotes, notes and the footnotes in them, as Markdown with YAML front "
	"matter",
	markdown_write, markdown_write_all},
    {"json", "json", "everything the store knows, as JSON", json_write,
	json_write_all},
};

const struct exporter *
export_table(size_t *n)
{
	*n = LENGTH(exporters);
	return exporters;
}

const struct exporter *
export_find(const char *name)
{
	for (size_t i = 0; i < LENGTH(exporters); i++)
		if (strcmp(exporters[i].name, name) == 0)
			return &exporters[i];
	return NULL;
}

void
export_time(struct buf *out, int64_t microseconds)
{
	int64_t rest = microseconds % 1000000;
	time_t seconds;
	struct tm tm;
	char text[40];

	if (rest < 0)
		rest += 1000000;
	seconds = (time_t)((microseconds - rest) / 1000000);
	if (gmtime_r(&seconds, &tm) == NULL) {
		buf_puts(out, "1970-01-01T00:00:00Z");
		return;
	}
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	buf_puts(out, text);
	if (rest != 0)
		buf_printf(out, ".%06d", (int)rest);
	buf_putc(out, 'Z');
}
