<?php

// Sends the form of each vector of a folder to a URL: php vectors.php FOLDER URL

declare(strict_types=1);

namespace MyCloud\Example;

use GuzzleHttp\Client;

require __DIR__ . '/autoload.php';

[, $folder, $url] = $argv;
$http = new Client();
foreach (glob("{$folder}/*.json") as $path) {
    $vector = json_decode(file_get_contents($path), true, flags: JSON_THROW_ON_ERROR);
    $http->post($url . '/' . basename($path, '.json'), ['multipart' => PhpForm::parts(files($vector['body']))]);
}

/** An array with Base64 in it stands for a file. */
function files(mixed $value): mixed
{
    if (!is_array($value)) {
        return $value;
    }
    if (isset($value['base64'])) {
        return new File($value['filename'], $value['content_type'], base64_decode($value['base64'], true));
    }
    return array_map(files(...), $value);
}
