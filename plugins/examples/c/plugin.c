// Light pages: inverts images that are mostly dark, such as slides and screenshots, since readers are trained on dark text on light paper.

#include "settings.h"

#include <stdlib.h>
#include <string.h>

void exports_ocr_plugins_info_describe(exports_ocr_plugins_info_plugin_info_t *ret) {
  memset(ret, 0, sizeof *ret);
  ret->id = text("example/light-pages");
  ret->name = text("Light pages");
  ret->version = text("0.1.0");
  ret->description = text("Inverts images that are mostly dark, and leaves others as they are");
  ret->license = text("Apache-2.0");
  exports_ocr_plugins_info_setting_spec_t *setting =
      add_setting(&ret->settings, "darkest", "Darkest mean", "Images with a mean brightness below this are inverted; 256 inverts all");
  setting->field.tag = EXPORTS_OCR_PLUGINS_INFO_FIELD_INTEGER;
  setting->field.val.integer = (exports_ocr_plugins_info_integer_field_t){
      .default_ = 100, .min = {true, 0}, .max = {true, 256}, .unit = text("")};
}

// The brightness of a pixel, 0 to 255: luma of ITU-R BT.601 in 1/256.
static uint32_t brightness(const uint8_t *pixel, size_t channels) {
  return channels == 1 ? pixel[0] : (77u * pixel[0] + 150u * pixel[1] + 29u * pixel[2]) >> 8;
}

bool exports_ocr_plugins_image_processor_process(
    exports_ocr_plugins_image_processor_image_t *input,
    exports_ocr_plugins_image_processor_list_setting_t *settings,
    exports_ocr_plugins_image_processor_list_output_t *ret,
    exports_ocr_plugins_image_processor_error_t *err) {
  const ocr_plugins_types_value_t *given = find_setting(settings->ptr, settings->len, "darkest");
  int32_t darkest = given ? given->val.integer : 100;
  size_t channels = input->format == OCR_PLUGINS_TYPES_PIXEL_FORMAT_GRAY8  ? 1
                    : input->format == OCR_PLUGINS_TYPES_PIXEL_FORMAT_RGB8 ? 3
                                                                           : 4;
  uint8_t *data = input->data.ptr;
  size_t pixels = input->data.len / channels;
  uint64_t sum = 0;
  for (size_t i = 0; i < pixels; i++) sum += brightness(data + i * channels, channels);
  double mean = (double)sum / (double)pixels;

  if (mean < darkest) {
    // Alpha, the fourth channel, is no brightness.
    size_t colours = channels == 4 ? 3 : channels;
    for (size_t i = 0; i < pixels; i++) {
      for (size_t c = 0; c < colours; c++) data[i * channels + c] = (uint8_t)(255 - data[i * channels + c]);
    }
    plugin_string_t message = text("a dark page was inverted");
    ocr_plugins_host_log(OCR_PLUGINS_HOST_LEVEL_INFO, &message);
  }

  ret->ptr = calloc(1, sizeof *ret->ptr);
  if (!ret->ptr) {
    err->tag = OCR_PLUGINS_TYPES_ERROR_FAILED;
    err->val.failed = text("not enough memory");
    return false;
  }
  ret->len = 1;
  // The plugin owns its input, and may hand it back. No map: every pixel stayed in its place.
  ret->ptr->image = *input;
  return true;
}
