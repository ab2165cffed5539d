extern int db_count;
int db_count;
int db_only(int n);
int db_both(int n);

int db_only(int n)
{
	return n + db_count;
}

int db_both(int n)
{
	return db_only(n);
}
