#ifndef DB_H
#define DB_H

int db_get(int id);

#endif
