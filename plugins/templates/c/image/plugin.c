// {{title}}: puts a white margin around an image.

#include "settings.h"

#include <stdlib.h>
#include <string.h>

// What is returned is freed after the call: every text and array in it must come from malloc, as `text` and plugin_string_dup make them.
void exports_ocr_plugins_info_describe(exports_ocr_plugins_info_plugin_info_t *ret) {
  memset(ret, 0, sizeof *ret);
  ret->id = text("{{id}}");
  ret->name = text("{{title}}");
  ret->version = text("0.1.0");
  ret->description = text("Puts a white margin around the image");
  ret->license = text("Apache-2.0");
  exports_ocr_plugins_info_setting_spec_t *setting = add_setting(&ret->settings, "margin", "Margin", "Width of the margin on each side");
  setting->field.tag = EXPORTS_OCR_PLUGINS_INFO_FIELD_INTEGER;
  setting->field.val.integer = (exports_ocr_plugins_info_integer_field_t){
      .default_ = 16, .min = {true, 0}, .max = {true, 1000}, .unit = text("px")};
}

// True is success, with *ret; false is failure, with *err.
bool exports_ocr_plugins_image_processor_process(
    exports_ocr_plugins_image_processor_image_t *input,
    exports_ocr_plugins_image_processor_list_setting_t *settings,
    exports_ocr_plugins_image_processor_list_output_t *ret,
    exports_ocr_plugins_image_processor_error_t *err) {
  const ocr_plugins_types_value_t *given = find_setting(settings->ptr, settings->len, "margin");
  size_t margin = given ? (size_t)given->val.integer : 16;
  size_t channels = input->format == OCR_PLUGINS_TYPES_PIXEL_FORMAT_GRAY8  ? 1
                    : input->format == OCR_PLUGINS_TYPES_PIXEL_FORMAT_RGB8 ? 3
                                                                           : 4;
  size_t width = input->width + 2 * margin, height = input->height + 2 * margin;
  size_t size = width * height * channels;
  uint8_t *data = malloc(size);
  ret->ptr = calloc(1, sizeof *ret->ptr);
  if (!data || !ret->ptr) {
    err->tag = OCR_PLUGINS_TYPES_ERROR_FAILED;
    err->val.failed = text("not enough memory");
    return false;
  }
  memset(data, 255, size);
  for (size_t row = 0; row < input->height; row++) {
    memcpy(data + ((row + margin) * width + margin) * channels,
           input->data.ptr + row * input->width * channels, input->width * channels);
  }

  ret->len = 1;
  exports_ocr_plugins_image_processor_output_t *output = ret->ptr;
  output->image.width = (uint32_t)width;
  output->image.height = (uint32_t)height;
  output->image.format = input->format;
  output->image.dpi = input->dpi;
  output->image.data.ptr = data;
  output->image.data.len = size;
  // The output's pixel (margin, margin) is the input's (0, 0).
  output->to_input.is_some = true;
  output->to_input.val = (exports_ocr_plugins_image_processor_affine_t){
      .a = 1, .d = 1, .tx = -(double)margin, .ty = -(double)margin};
  return true;
}
