// Short ways to declare and find settings and to make texts.

#ifndef SETTINGS_H
#define SETTINGS_H

#include "bindings/plugin.h"

// A copy of a C string, for what a function returns.
plugin_string_t text(const char *c_string);

// Adds a setting to what describe returns; its field, with the default, is to be filled in.
exports_ocr_plugins_info_setting_spec_t *add_setting(exports_ocr_plugins_info_list_setting_spec_t *list, const char *key,
                                                     const char *label, const char *help);

// The value given for a setting, or NULL where its default is meant. The host has checked its type and limits.
const ocr_plugins_types_value_t *find_setting(const ocr_plugins_types_setting_t *settings, size_t count, const char *key);

#endif
