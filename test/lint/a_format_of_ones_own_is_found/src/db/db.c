int db_get(int id);
int db_get( int id ) { return id; }
