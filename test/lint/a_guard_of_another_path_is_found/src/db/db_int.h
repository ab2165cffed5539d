#ifndef DB_INT_H
#define DB_INT_H
#endif
