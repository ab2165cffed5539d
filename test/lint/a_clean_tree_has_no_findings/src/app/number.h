#ifndef APP_NUMBER_H
#define APP_NUMBER_H

int app_number_next(int id);

#endif
