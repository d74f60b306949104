<?php
// Tells byte for byte what PHP's own parser made of a request, with keys and values in their order and of their types.

function told($value)
{
    if (!is_array($value)) {
        return is_int($value) ? $value : base64_encode($value);
    }
    $entries = [];
    foreach ($value as $key => $entry) {
        $entries[] = [is_int($key) ? $key : base64_encode($key), told($entry)];
    }
    return $entries;
}

function contents($path)
{
    if (is_array($path)) {
        return array_map('contents', $path);
    }
    return $path === '' ? '' : file_get_contents($path);
}

$files = [];
foreach ($_FILES as $name => $about) {
    unset($about['full_path']);
    $about['tmp_name'] = contents($about['tmp_name']);
    $files[$name] = $about;
}
header('Content-Type: application/json');
echo json_encode(['get' => told($_GET), 'post' => told($_POST), 'files' => told($files)], JSON_THROW_ON_ERROR);
