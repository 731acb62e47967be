// Short ways to declare and find settings and to make texts.

#include "settings.h"

#include <stdlib.h>
#include <string.h>

plugin_string_t text(const char *c_string) {
  plugin_string_t copy;
  plugin_string_dup(&copy, c_string);
  return copy;
}

exports_ocr_plugins_info_setting_spec_t *add_setting(exports_ocr_plugins_info_list_setting_spec_t *list, const char *key,
                                                     const char *label, const char *help) {
  exports_ocr_plugins_info_setting_spec_t *specs = realloc(list->ptr, (list->len + 1) * sizeof *specs);
  if (!specs) abort();
  list->ptr = specs;
  exports_ocr_plugins_info_setting_spec_t *added = &specs[list->len++];
  memset(added, 0, sizeof *added);
  added->key = text(key);
  added->label = text(label);
  added->help = text(help);
  return added;
}

const ocr_plugins_types_value_t *find_setting(const ocr_plugins_types_setting_t *settings, size_t count, const char *key) {
  for (size_t i = 0; i < count; i++) {
    if (settings[i].key.len == strlen(key) && memcmp(settings[i].key.ptr, key, strlen(key)) == 0) return &settings[i].value;
  }
  return NULL;
}
