void a(char *to)
{
	setenv("TZ", "UTC", 1);
	sprintf(to, "x");
}
