int db_both(int n);
int main(void)
{
	return db_both(1);
}
