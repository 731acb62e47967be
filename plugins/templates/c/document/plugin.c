// {{title}}: replaces typographic characters by those of a keyboard.

#include "settings.h"

#include <stdlib.h>
#include <string.h>

// What is returned is freed after the call: every text and array in it must come from malloc, as `text` and plugin_string_dup make them.
void exports_ocr_plugins_info_describe(exports_ocr_plugins_info_plugin_info_t *ret) {
  memset(ret, 0, sizeof *ret);
  ret->id = text("{{id}}");
  ret->name = text("{{title}}");
  ret->version = text("0.1.0");
  ret->description = text("Replaces typographic quotation marks, dashes and spaces by plain ones");
  ret->license = text("Apache-2.0");
  exports_ocr_plugins_info_setting_spec_t *setting =
      add_setting(&ret->settings, "text-file", "Text file", "Also make text.txt of the text");
  setting->field.tag = EXPORTS_OCR_PLUGINS_INFO_FIELD_TOGGLE;
  setting->field.val.toggle = false;
}

static const struct {
  const char *fancy;
  char plain;
} TABLE[] = {
    {"\u2018", '\''}, {"\u2019", '\''}, {"\u201c", '"'}, {"\u201d", '"'}, {"\u2010", '-'}, {"\u2011", '-'}, {"\u2012", '-'},
    {"\u2013", '-'},  {"\u2014", '-'},  {"\u2015", '-'}, {"\u00a0", ' '}, {"\u2009", ' '}, {"\u202f", ' '},
};

// Replaces in place; a plain character is never longer. One character for one character, so the spans of a block stay right.
static void make_plain(plugin_string_t *s) {
  size_t to = 0;
  for (size_t from = 0; from < s->len;) {
    uint8_t byte = s->ptr[from];
    size_t step = 1;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
      size_t length = strlen(TABLE[i].fancy);
      if (length <= s->len - from && memcmp(s->ptr + from, TABLE[i].fancy, length) == 0) {
        byte = (uint8_t)TABLE[i].plain;
        step = length;
      }
    }
    s->ptr[to++] = byte;
    from += step;
  }
  s->len = to;
}

// All blocks' texts, a line each; false without memory.
static bool all_text(const exports_ocr_plugins_document_processor_document_t *document, plugin_list_u8_t *all) {
  for (size_t p = 0; p < document->pages.len; p++) {
    for (size_t b = 0; b < document->pages.ptr[p].blocks.len; b++) {
      plugin_string_t line = document->pages.ptr[p].blocks.ptr[b].text;
      uint8_t *longer = realloc(all->ptr, all->len + line.len + 1);
      if (!longer) return false;
      if (line.len) memcpy(longer + all->len, line.ptr, line.len);
      longer[all->len + line.len] = '\n';
      all->ptr = longer;
      all->len += line.len + 1;
    }
  }
  return true;
}

// True is success, with *ret; false is failure, with *err.
bool exports_ocr_plugins_document_processor_process(
    exports_ocr_plugins_document_processor_document_t *input,
    exports_ocr_plugins_document_processor_list_setting_t *settings,
    exports_ocr_plugins_document_processor_output_t *ret,
    exports_ocr_plugins_document_processor_error_t *err) {
  for (size_t p = 0; p < input->pages.len; p++) {
    for (size_t b = 0; b < input->pages.ptr[p].blocks.len; b++) make_plain(&input->pages.ptr[p].blocks.ptr[b].text);
  }
  memset(ret, 0, sizeof *ret);
  // The plugin owns its input, and may hand it back.
  ret->document = *input;

  const ocr_plugins_types_value_t *given = find_setting(settings->ptr, settings->len, "text-file");
  if (!given || !given->val.toggle) return true;
  exports_ocr_plugins_document_processor_artifact_t *artifact = calloc(1, sizeof *artifact);
  if (!artifact || !all_text(input, &artifact->data)) {
    err->tag = OCR_PLUGINS_TYPES_ERROR_FAILED;
    err->val.failed = text("not enough memory");
    return false;
  }
  artifact->name = text("text.txt");
  artifact->media_type = text("text/plain");
  ret->artifacts.ptr = artifact;
  ret->artifacts.len = 1;
  return true;
}
