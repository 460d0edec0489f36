"""A page that keeps every rule, to be broken one fault at a time."""

from __future__ import annotations

from typing import Final

GOOD: Final = """<!doctype html>
<html lang="es" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Cuidarnos en el barrio - Biblioteca</title>
<link rel="canonical" href="https://library.example/es/barrio">
<link rel="alternate" hreflang="es" href="https://library.example/es/barrio">
<link rel="alternate" hreflang="en" href="https://library.example/en/barrio">
<link rel="alternate" hreflang="x-default" href="https://library.example/en/barrio">
<link rel="icon" href="data:,">
</head>
<body>
<a href="#main">Ir al contenido</a>
<main id="main">
<h1>Cuidarnos en el barrio</h1>
<h2>Cómo</h2>
<form>
<label for="q">Buscar</label>
<input id="q" type="search" name="q">
<label>Tema <select name="topic"><option>Comida</option></select></label>
<input type="submit" value="Buscar">
<button type="reset">Borrar</button>
</form>
<h2 id="why">Por qué</h2>
<p><a href="/es/zines">Folletos</a> <a href="#why">Por qué</a></p>
</main>
</body>
</html>
"""
