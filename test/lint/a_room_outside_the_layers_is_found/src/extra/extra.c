int extra_count;
