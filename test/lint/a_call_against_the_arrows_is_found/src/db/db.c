int app_number_next(int id);
int db_get(int id);

int db_get(int id)
{
	return app_number_next(id);
}
