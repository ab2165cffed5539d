int app_number_next(int id);

int app_number_next(int id)
{
	return id + 1;
}
