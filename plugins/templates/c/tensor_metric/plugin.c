// {{title}}: how far two runs' logits lie apart on average.

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
  ret->description = text("The mean absolute difference of the logits");
  ret->license = text("Apache-2.0");
  exports_ocr_plugins_info_setting_spec_t *setting = add_setting(&ret->settings, "limit", "Limit", "The largest mean that passes");
  setting->field.tag = EXPORTS_OCR_PLUGINS_INFO_FIELD_NUMBER;
  setting->field.val.number = (exports_ocr_plugins_info_number_field_t){.default_ = 0.01, .min = {true, 0}, .max = {true, 1e6}, .unit = text("")};
}

// Ends the call with an error; for `return fail(...)`.
static bool fail(exports_ocr_plugins_tensor_metric_error_t *err, uint8_t tag, const char *message) {
  err->tag = tag;
  err->val.failed = text(message);
  return false;
}

// One chart of the mean difference per position, and the sums. Rows are read one by one, so that tensors of any size need little memory.
static bool compare(exports_ocr_plugins_tensor_metric_pair_t *pair, double *sum, double *count, ocr_plugins_report_series_t *series,
                    exports_ocr_plugins_tensor_metric_error_t *err) {
  ocr_plugins_tensors_borrow_tensor_t baseline = ocr_plugins_tensors_borrow_tensor(pair->baseline);
  ocr_plugins_tensors_borrow_tensor_t candidate = ocr_plugins_tensors_borrow_tensor(pair->candidate);
  plugin_list_u32_t shape, other;
  ocr_plugins_tensors_method_tensor_shape(baseline, &shape);
  ocr_plugins_tensors_method_tensor_shape(candidate, &other);
  if (shape.len != 2 || other.len != 2 || memcmp(shape.ptr, other.ptr, 2 * sizeof *shape.ptr) != 0 || !shape.ptr[0] || !shape.ptr[1]) {
    return fail(err, OCR_PLUGINS_TYPES_ERROR_INVALID_INPUT, "the two tensors cannot be compared: both must have the shape [positions, vocabulary]");
  }
  uint32_t positions = shape.ptr[0], width = shape.ptr[1];

  series->title = pair->name;
  series->chart = OCR_PLUGINS_REPORT_CHART_LINE;
  series->x_label = text("position");
  series->y_label = text("mean difference");
  series->points.ptr = calloc(positions, sizeof *series->points.ptr);
  if (!series->points.ptr) return fail(err, OCR_PLUGINS_TYPES_ERROR_FAILED, "not enough memory");
  series->points.len = positions;
  for (uint32_t row = 0; row < positions; row++) {
    if (ocr_plugins_host_is_cancelled()) {
      err->tag = OCR_PLUGINS_TYPES_ERROR_CANCELLED;
      return false;
    }
    plugin_list_f32_t b, c;
    ocr_plugins_tensors_method_tensor_read(baseline, row * width, width, &b);
    ocr_plugins_tensors_method_tensor_read(candidate, row * width, width, &c);
    double row_sum = 0;
    for (size_t i = 0; i < b.len && i < c.len; i++) row_sum += fabs((double)c.ptr[i] - (double)b.ptr[i]);
    plugin_list_f32_free(&b);
    plugin_list_f32_free(&c);
    series->points.ptr[row].f0 = row;
    series->points.ptr[row].f1 = row_sum / width;
    *sum += row_sum;
    ocr_plugins_host_progress((float)(row + 1) / (float)positions, &pair->name);
  }
  *count += (double)positions * width;
  return true;
}

// True is success, with *ret; false is failure, with *err.
bool exports_ocr_plugins_tensor_metric_evaluate(
    exports_ocr_plugins_tensor_metric_list_pair_t *pairs,
    exports_ocr_plugins_tensor_metric_list_setting_t *settings,
    exports_ocr_plugins_tensor_metric_report_t *ret,
    exports_ocr_plugins_tensor_metric_error_t *err) {
  memset(ret, 0, sizeof *ret);
  ret->scores.ptr = calloc(1, sizeof *ret->scores.ptr);
  ret->details.ptr = calloc(1, sizeof *ret->details.ptr);
  ret->series.ptr = calloc(pairs->len + 1, sizeof *ret->series.ptr);
  if (!ret->scores.ptr || !ret->details.ptr || !ret->series.ptr) return fail(err, OCR_PLUGINS_TYPES_ERROR_FAILED, "not enough memory");

  double sum = 0, count = 0;
  for (size_t i = 0; i < pairs->len; i++) {
    if (!compare(&pairs->ptr[i], &sum, &count, &ret->series.ptr[i], err)) return false;
    ret->series.len++;
  }
  const ocr_plugins_types_value_t *given = find_setting(settings->ptr, settings->len, "limit");
  ret->scores.len = 1;
  ocr_plugins_report_score_t *score = ret->scores.ptr;
  score->id = text("mean-abs");
  score->label = text("Mean difference");
  // Not a number is shown as undefined.
  score->value = count > 0 ? sum / count : NAN;
  score->unit = text("");
  score->better = OCR_PLUGINS_REPORT_DIRECTION_LOWER_IS_BETTER;
  score->threshold.is_some = true;
  score->threshold.val = given ? given->val.number : 0.01;
  char digits[24];
  snprintf(digits, sizeof digits, "%.0f", count);
  ret->details.len = 1;
  ret->details.ptr[0].label = text("logits");
  ret->details.ptr[0].value = text(digits);
  return true;
}
