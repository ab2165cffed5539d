#include "app/number.h"

int main(void) { return app_number_next(1) != 2; }
