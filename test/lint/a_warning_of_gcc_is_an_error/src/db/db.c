int db_small(unsigned char n);

int db_small(unsigned char n)
{
	return n < 256;
}
