/*
 * db/sqlite_lib.h - SQLite, loaded when it is first needed. Calls look as
 * ever: each name stands for a pointer.
 */
#ifndef DB_SQLITE_LIB_H
#define DB_SQLITE_LIB_H

#include "base/base.h"

#include <sqlite3.h>

/* The pointers, in the order of db/sqlite_lib.def. */
extern struct sqlite_lib {
#define LITE(name) __typeof__(&name) name##_;
#include "db/sqlite_lib.def"
#undef LITE
} db_sqlite_lib;
bool db_sqlite_lib_load(struct err *err);

#define sqlite3_bind_blob64 db_sqlite_lib.sqlite3_bind_blob64_
#define sqlite3_bind_double db_sqlite_lib.sqlite3_bind_double_
#define sqlite3_bind_int db_sqlite_lib.sqlite3_bind_int_
#define sqlite3_bind_int64 db_sqlite_lib.sqlite3_bind_int64_
#define sqlite3_bind_parameter_count db_sqlite_lib.sqlite3_bind_parameter_count_
#define sqlite3_bind_text64 db_sqlite_lib.sqlite3_bind_text64_
#define sqlite3_busy_timeout db_sqlite_lib.sqlite3_busy_timeout_
#define sqlite3_changes64 db_sqlite_lib.sqlite3_changes64_
#define sqlite3_clear_bindings db_sqlite_lib.sqlite3_clear_bindings_
#define sqlite3_close db_sqlite_lib.sqlite3_close_
#define sqlite3_column_blob db_sqlite_lib.sqlite3_column_blob_
#define sqlite3_column_bytes db_sqlite_lib.sqlite3_column_bytes_
#define sqlite3_column_count db_sqlite_lib.sqlite3_column_count_
#define sqlite3_column_decltype db_sqlite_lib.sqlite3_column_decltype_
#define sqlite3_column_double db_sqlite_lib.sqlite3_column_double_
#define sqlite3_column_int64 db_sqlite_lib.sqlite3_column_int64_
#define sqlite3_column_name db_sqlite_lib.sqlite3_column_name_
#define sqlite3_column_text db_sqlite_lib.sqlite3_column_text_
#define sqlite3_column_type db_sqlite_lib.sqlite3_column_type_
#define sqlite3_config db_sqlite_lib.sqlite3_config_
#define sqlite3_create_function_v2 db_sqlite_lib.sqlite3_create_function_v2_
#define sqlite3_db_config db_sqlite_lib.sqlite3_db_config_
#define sqlite3_errmsg db_sqlite_lib.sqlite3_errmsg_
#define sqlite3_errstr db_sqlite_lib.sqlite3_errstr_
#define sqlite3_exec db_sqlite_lib.sqlite3_exec_
#define sqlite3_extended_errcode db_sqlite_lib.sqlite3_extended_errcode_
#define sqlite3_finalize db_sqlite_lib.sqlite3_finalize_
#define sqlite3_get_autocommit db_sqlite_lib.sqlite3_get_autocommit_
#define sqlite3_libversion db_sqlite_lib.sqlite3_libversion_
#define sqlite3_open_v2 db_sqlite_lib.sqlite3_open_v2_
#define sqlite3_prepare_v3 db_sqlite_lib.sqlite3_prepare_v3_
#define sqlite3_reset db_sqlite_lib.sqlite3_reset_
#define sqlite3_result_int64 db_sqlite_lib.sqlite3_result_int64_
#define sqlite3_step db_sqlite_lib.sqlite3_step_
#define sqlite3_stmt_readonly db_sqlite_lib.sqlite3_stmt_readonly_
#define sqlite3_total_changes64 db_sqlite_lib.sqlite3_total_changes64_
#define sqlite3_value_bytes db_sqlite_lib.sqlite3_value_bytes_
#define sqlite3_value_text db_sqlite_lib.sqlite3_value_text_
#define sqlite3_wal_checkpoint_v2 db_sqlite_lib.sqlite3_wal_checkpoint_v2_
#define sqlite3_wal_hook db_sqlite_lib.sqlite3_wal_hook_

#endif
