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
} db_pg_lib;
bool db_pg_lib_load(struct err *err);

#define PQclear db_pg_lib.PQclear_
#define PQcmdStatus db_pg_lib.PQcmdStatus_
#define PQcmdTuples db_pg_lib.PQcmdTuples_
#define PQconnectdbParams db_pg_lib.PQconnectdbParams_
#define PQconsumeInput db_pg_lib.PQconsumeInput_
#define PQenterPipelineMode db_pg_lib.PQenterPipelineMode_
#define PQerrorMessage db_pg_lib.PQerrorMessage_
#define PQexec db_pg_lib.PQexec_
#define PQexitPipelineMode db_pg_lib.PQexitPipelineMode_
#define PQfinish db_pg_lib.PQfinish_
#define PQfname db_pg_lib.PQfname_
#define PQfreemem db_pg_lib.PQfreemem_
#define PQftype db_pg_lib.PQftype_
#define PQgetResult db_pg_lib.PQgetResult_
#define PQgetisnull db_pg_lib.PQgetisnull_
#define PQgetlength db_pg_lib.PQgetlength_
#define PQgetvalue db_pg_lib.PQgetvalue_
#define PQisBusy db_pg_lib.PQisBusy_
#define PQlibVersion db_pg_lib.PQlibVersion_
#define PQnfields db_pg_lib.PQnfields_
#define PQnotifies db_pg_lib.PQnotifies_
#define PQnparams db_pg_lib.PQnparams_
#define PQntuples db_pg_lib.PQntuples_
#define PQparameterStatus db_pg_lib.PQparameterStatus_
#define PQpipelineSync db_pg_lib.PQpipelineSync_
#define PQresultErrorField db_pg_lib.PQresultErrorField_
#define PQresultStatus db_pg_lib.PQresultStatus_
#define PQsendDescribePrepared db_pg_lib.PQsendDescribePrepared_
#define PQsendPrepare db_pg_lib.PQsendPrepare_
#define PQsendQueryParams db_pg_lib.PQsendQueryParams_
#define PQsendQueryPrepared db_pg_lib.PQsendQueryPrepared_
#define PQsetNoticeProcessor db_pg_lib.PQsetNoticeProcessor_
#define PQsetSingleRowMode db_pg_lib.PQsetSingleRowMode_
#define PQsocket db_pg_lib.PQsocket_
#define PQstatus db_pg_lib.PQstatus_
#define PQtransactionStatus db_pg_lib.PQtransactionStatus_

#endif
