typedef int (*db_each)(int row);
typedef struct db_row db_row;
