struct buf {
	int len;
};
