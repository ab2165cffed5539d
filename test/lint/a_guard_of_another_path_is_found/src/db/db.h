int db_get(int id);
