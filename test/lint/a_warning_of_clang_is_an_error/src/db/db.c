int db_count;
