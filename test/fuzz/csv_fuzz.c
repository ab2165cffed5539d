/* Tables of strangers: what is read, written by the rules of RFC 4180, reads
 * as it was. */
#include "base/utf8.h"
#include "resume/csv.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct buf *b, const struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++) {
		const struct csv_row *row = &csv->rows[i];

		assert(row->line >= 1 && row->count &&
			row->count <= CSV_COLUMNS);
		for (size_t k = 0; k < row->count; k++) {
			assert(utf8_ok(row->at[k]));
			buf_add(b, k ? STR(",\"") : STR("\""));
			for (size_t n = 0; n < row->at[k].len; n++) {
				if (row->at[k].at[n] == '"')
					buf_addc(b, '"');
				buf_addc(b, row->at[k].at[n]);
			}
			buf_addc(b, '"');
		}
		buf_add(b, STR("\r\n"));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct csv csv, again;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &mem, 64 << 20);
	/* Says which separator it is, so that none is guessed. */
	buf_add(&b, STR("sep=,\n"));
	if (resume_csv_read(
		    &mem, str_of((const char *)data, size), &csv, &err)) {
		put(&b, &csv);
		assert(resume_csv_read(&mem, buf_str(&b), &again, &err));
		assert(!again.unclosed && again.count == csv.count);
		for (size_t i = 0; i < csv.count; i++) {
			assert(again.rows[i].count == csv.rows[i].count);
			for (size_t k = 0; k < csv.rows[i].count; k++)
				assert(str_eq(again.rows[i].at[k],
					csv.rows[i].at[k]));
		}
	} else {
		assert(err.text[0]);
	}
	arena_free(&mem);
	return 0;
}
