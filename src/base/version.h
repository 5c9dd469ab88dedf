#ifndef BASE_VERSION_H
#define BASE_VERSION_H
#define MINGJING_VERSION "0.1.0"
#endif
