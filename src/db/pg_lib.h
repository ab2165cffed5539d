/*
 * db/pg_lib.h - PostgreSQL's client library (libpq), loaded when it is first
 * needed. Calls look as ever: each name stands for a pointer.
 */
#ifndef DB_PG_LIB_H
#define DB_PG_LIB_H

#include "base/base.h"

#include <libpq-fe.h>

/* The pointers, in the order of db/pg_lib.def. */
extern struct pg_lib {
#define PG(name) __typeof__(&name) name##_;
#include "db/pg_lib.def"
#undef PG
} pg_lib;
bool pg_lib_load(struct err *err);

#define PQclear pg_lib.PQclear_
#define PQcmdStatus pg_lib.PQcmdStatus_
#define PQcmdTuples pg_lib.PQcmdTuples_
#define PQconnectdbParams pg_lib.PQconnectdbParams_
#define PQconsumeInput pg_lib.PQconsumeInput_
#define PQenterPipelineMode pg_lib.PQenterPipelineMode_
#define PQerrorMessage pg_lib.PQerrorMessage_
#define PQexec pg_lib.PQexec_
#define PQexitPipelineMode pg_lib.PQexitPipelineMode_
#define PQfinish pg_lib.PQfinish_
#define PQfname pg_lib.PQfname_
#define PQfreemem pg_lib.PQfreemem_
#define PQftype pg_lib.PQftype_
#define PQgetResult pg_lib.PQgetResult_
#define PQgetisnull pg_lib.PQgetisnull_
#define PQgetlength pg_lib.PQgetlength_
#define PQgetvalue pg_lib.PQgetvalue_
#define PQisBusy pg_lib.PQisBusy_
#define PQlibVersion pg_lib.PQlibVersion_
#define PQnfields pg_lib.PQnfields_
#define PQnotifies pg_lib.PQnotifies_
#define PQnparams pg_lib.PQnparams_
#define PQntuples pg_lib.PQntuples_
#define PQparameterStatus pg_lib.PQparameterStatus_
#define PQpipelineSync pg_lib.PQpipelineSync_
#define PQresultErrorField pg_lib.PQresultErrorField_
#define PQresultStatus pg_lib.PQresultStatus_
#define PQsendDescribePrepared pg_lib.PQsendDescribePrepared_
#define PQsendPrepare pg_lib.PQsendPrepare_
#define PQsendQueryParams pg_lib.PQsendQueryParams_
#define PQsendQueryPrepared pg_lib.PQsendQueryPrepared_
#define PQsetNoticeProcessor pg_lib.PQsetNoticeProcessor_
#define PQsetSingleRowMode pg_lib.PQsetSingleRowMode_
#define PQsocket pg_lib.PQsocket_
#define PQstatus pg_lib.PQstatus_
#define PQtransactionStatus pg_lib.PQtransactionStatus_

#endif
