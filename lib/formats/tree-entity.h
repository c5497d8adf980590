/*
 * tree-entity: what HTML's names of characters stand for.
 */
#ifndef FORMATS_TREE_ENTITY_H
#define FORMATS_TREE_ENTITY_H

#include <izba/base.h>

/* Append the character that "&name;" means in HTML (UTF-8); false if there is
 * none of that name. */
bool entity_text(struct str name, struct buf *out);

#endif
