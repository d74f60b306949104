package mycloud.example;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Sends the form of each vector of a folder to a URL: {@code Vectors FOLDER URL}. */
public final class Vectors {
    private Vectors() {}

    public static void main(String[] args) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.json")) {
            for (Path file : files) send(file, args[1] + "/" + file.getFileName().toString().replace(".json", ""));
        }
    }

    private static void send(Path file, String url) throws IOException {
        Map<String, Object> form = new HashMap<>();
        JsonObject body = JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonObject("body");
        for (Map.Entry<String, JsonElement> field : body.entrySet()) form.put(field.getKey(), value(field.getValue()));
        PhpFormClient client = new PhpFormClient();
        Request request = new Request.Builder().url(url).post(client.buildRequestBodyMultipart(form)).build();
        new OkHttpClient().newCall(request).execute().close();
    }

    /** What JSON holds, as the generated client passes it on. An object with Base64 in it stands for a file. */
    private static Object value(JsonElement found) throws IOException {
        if (found instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            for (JsonElement inner : array) list.add(value(inner));
            return list;
        }
        if (!(found instanceof JsonObject object) || !object.has("base64")) return found;
        Path file = Files.createTempDirectory("mycloud").resolve(object.get("filename").getAsString());
        Files.write(file, Base64.getDecoder().decode(object.get("base64").getAsString()));
        return file.toFile();
    }
}
