int get_all(int n);
int db_all(int n);
int list[3];

int get_all(int n) { return n; }
int db_all(int n) { return n; }
