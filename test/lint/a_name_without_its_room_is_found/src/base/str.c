int str_len(int n);
int buf_len(int n);
int text_len(int n);
int lists_len(int n);
int guests_len(int n);

struct lists {
	int len;
};

int str_len(int n) { return n; }
int buf_len(int n) { return n; }
int text_len(int n) { return n; }
int lists_len(int n) { return n; }
int guests_len(int n) { return n; }
