#ifndef ROW_H
#define ROW_H
#endif
