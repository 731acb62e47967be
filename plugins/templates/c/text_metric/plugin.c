// {{title}}: how many of the samples were read exactly.

#include "settings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What is returned is freed after the call: every text and array in it must come from malloc, as `text` and plugin_string_dup make them.
void exports_ocr_plugins_info_describe(exports_ocr_plugins_info_plugin_info_t *ret) {
  memset(ret, 0, sizeof *ret);
  ret->id = text("{{id}}");
  ret->name = text("{{title}}");
  ret->version = text("0.1.0");
  ret->description = text("The share of the samples that were read without any mistake");
  ret->license = text("Apache-2.0");
  exports_ocr_plugins_info_setting_spec_t *setting =
      add_setting(&ret->settings, "ignore-space", "Ignore white space", "Compare the texts with all white space taken out");
  setting->field.tag = EXPORTS_OCR_PLUGINS_INFO_FIELD_TOGGLE;
  setting->field.val.toggle = false;
}

static bool is_space(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Whether two texts are the same. Texts are UTF-8 without a terminating zero; only ASCII's white space is ignored.
static bool same(plugin_string_t a, plugin_string_t b, bool ignore_space) {
  size_t i = 0, j = 0;
  for (;;) {
    while (ignore_space && i < a.len && is_space(a.ptr[i])) i++;
    while (ignore_space && j < b.len && is_space(b.ptr[j])) j++;
    if (i == a.len || j == b.len) return i == a.len && j == b.len;
    if (a.ptr[i++] != b.ptr[j++]) return false;
  }
}

static void set_detail(ocr_plugins_report_detail_t *detail, const char *label, size_t count) {
  char digits[24];
  snprintf(digits, sizeof digits, "%zu", count);
  detail->label = text(label);
  detail->value = text(digits);
}

// True is success, with *ret; false is failure, with *err.
bool exports_ocr_plugins_text_metric_evaluate(
    exports_ocr_plugins_text_metric_list_sample_t *samples,
    exports_ocr_plugins_text_metric_list_setting_t *settings,
    exports_ocr_plugins_text_metric_report_t *ret,
    exports_ocr_plugins_text_metric_error_t *err) {
  const ocr_plugins_types_value_t *given = find_setting(settings->ptr, settings->len, "ignore-space");
  bool ignore_space = given && given->val.toggle;
  size_t right = 0;
  for (size_t i = 0; i < samples->len; i++) right += same(samples->ptr[i].prediction, samples->ptr[i].reference, ignore_space);

  memset(ret, 0, sizeof *ret);
  ret->scores.ptr = calloc(1, sizeof *ret->scores.ptr);
  ret->details.ptr = calloc(2, sizeof *ret->details.ptr);
  if (!ret->scores.ptr || !ret->details.ptr) {
    err->tag = OCR_PLUGINS_TYPES_ERROR_FAILED;
    err->val.failed = text("not enough memory");
    return false;
  }
  ret->scores.len = 1;
  ocr_plugins_report_score_t *score = ret->scores.ptr;
  score->id = text("exact");
  score->label = text("Exact matches");
  // Not a number is shown as undefined.
  score->value = samples->len ? 100.0 * (double)right / (double)samples->len : NAN;
  score->unit = text("%");
  score->better = OCR_PLUGINS_REPORT_DIRECTION_HIGHER_IS_BETTER;
  ret->details.len = 2;
  set_detail(&ret->details.ptr[0], "samples", samples->len);
  set_detail(&ret->details.ptr[1], "exact", right);
  return true;
}
