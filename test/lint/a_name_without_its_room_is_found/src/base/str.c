int str_len(int n);
int buf_len(int n);
int text_len(int n);

int str_len(int n) { return n; }
int buf_len(int n) { return n; }
int text_len(int n) { return n; }
