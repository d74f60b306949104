<?php
// Tells what PHP's own parser made of a form: the fields as they are, and each file with its bytes in Base64.

function uploads($name, $type, $error, $path)
{
    if (!is_array($name)) {
        $content = $error === UPLOAD_ERR_OK ? base64_encode(file_get_contents($path)) : null;
        return ['name' => $name, 'type' => $type, 'error' => $error, 'content' => $content];
    }
    $found = [];
    foreach ($name as $key => $_) {
        $found[$key] = uploads($name[$key], $type[$key], $error[$key], $path[$key]);
    }
    return $found;
}

$files = [];
foreach ($_FILES as $key => $file) {
    $files[$key] = uploads($file['name'], $file['type'], $file['error'], $file['tmp_name']);
}
header('Content-Type: application/json');
echo json_encode(['fields' => $_POST, 'files' => $files], JSON_THROW_ON_ERROR);
