struct buf {
	int len;
};

/* of ours, and of somebody else */
struct lists;
struct guests;
