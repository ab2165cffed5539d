#ifndef DB_H
#define DB_H
int db_get(uint32_t id);
#endif
