TEST(an_expired_lease_is_taken_again)
{
	OK(1);
}

TEST(lease_works)
{
	OK(1);
}
TEST(an_expired_lease_is_taken_again)
{
	OK(1);
}
