package mycloud.example;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.File;
import java.util.List;
import java.util.Map;
import mycloud.client.ApiClient;
import mycloud.client.JSON;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/**
 * The generated client with its forms spelled as PHP reads them: {@code order_items[0][shop_sku]}, 1 and 0 for booleans,
 * plain digits, nothing for null.
 */
public final class PhpFormClient extends ApiClient {
    @Override
    public RequestBody buildRequestBodyMultipart(Map<String, Object> formParams) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        formParams.forEach((name, value) -> add(form, name, value));
        return form.build();
    }

    private void add(MultipartBody.Builder form, String name, Object value) {
        if (value instanceof File file) {
            MediaType type = MediaType.parse(guessContentTypeFromFile(file));
            form.addFormDataPart(name, file.getName(), RequestBody.create(file, type));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) add(form, name + "[" + i + "]", list.get(i));
        } else {
            addJson(form, name, JSON.getGson().toJsonTree(value));
        }
    }

    private static void addJson(MultipartBody.Builder form, String name, JsonElement value) {
        if (value.isJsonObject()) {
            value.getAsJsonObject().asMap().forEach((key, inner) -> addJson(form, name + "[" + key + "]", inner));
        } else if (value.isJsonPrimitive()) {
            form.addFormDataPart(name, text(value.getAsJsonPrimitive()));
        }
    }

    private static String text(JsonPrimitive value) {
        if (value.isBoolean()) return value.getAsBoolean() ? "1" : "0";
        return value.isNumber() ? value.getAsBigDecimal().toPlainString() : value.getAsString();
    }
}
