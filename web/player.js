/* The player of recordings and the editor of covered regions.  Without it the browser's own controls and plain text fields do the work. */
(function () {
  'use strict';
  var doc = document;
  function each(selector, fn, root) { [].forEach.call((root || doc).querySelectorAll(selector), fn); }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function clamp(v, low, high) { return v < low ? low : v > high ? high : v; }
  function typing(t) { return /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) && t.type !== 'range'; }
  function moment(ms, exact) {
    var s = Math.floor(ms / 1000), left = Math.round(ms % 1000), text = two(s % 60);
    text = s >= 3600 ? Math.floor(s / 3600) + ':' + two(Math.floor(s / 60) % 60) + ':' + text : Math.floor(s / 60) + ':' + text;
    return exact && left ? text + '.' + ('00' + left).slice(-3) : text;
  }
  /* Time of day in China, whatever clock this machine has. */
  function ofDay(ms) {
    var d = new Date(ms + 8 * 3600000);
    return two(d.getUTCHours()) + ':' + two(d.getUTCMinutes()) + ':' + two(d.getUTCSeconds());
  }
  function withValue(href, name, value) {
    var parts = href.split('?'), pairs = (parts[1] || '').split('&').filter(function (p) { return p && p.split('=')[0] !== name; });
    pairs.push(name + '=' + encodeURIComponent(value));
    return parts[0] + '?' + pairs.join('&');
  }

  function player(root) {
    var media = root.querySelector('[data-media]'), stage = root.querySelector('[data-stage]'), timed = /^(VIDEO|AUDIO)$/.test(media.tagName);
    var length = +root.getAttribute('data-length'), rate = +root.getAttribute('data-rate') / 1000, taken = +root.getAttribute('data-taken');
    var seek = root.querySelector('[data-seek]'), played = root.querySelector('[data-played]'), chosen = root.querySelector('[data-chosen]');
    var position = root.querySelector('[data-position]'), real = root.querySelector('[data-real]'), speed = root.querySelector('[data-speed]');
    var say = root.querySelector('[data-say]'), keys = root.querySelector('[data-keys]'), from = null, until = null, exact = null;

    function now() { return media.currentTime * 1000; }
    function total() { return length > 0 ? length : (media.duration || 0) * 1000; }
    function tell(text) { say.textContent = text; }
    function goTo(ms) { exact = null; media.currentTime = clamp(ms, 0, total()) / 1000; draw(); }
    function by(what) { return root.querySelector('[data-do="' + what + '"]'); }
    function icon(what, name) {
      var use = by(what) && by(what).querySelector('use');
      if (use) use.setAttribute('href', use.getAttribute('href').replace(/#.*/, '#' + name));
    }

    function draw() {
      var ms = now(), part = total() ? ms / total() : 0;
      position.textContent = moment(ms, media.paused);
      real.textContent = ofDay(taken + ms);
      if (!seek) return;
      seek.value = ms;
      seek.setAttribute('aria-valuetext', moment(ms) + '，' + ofDay(taken + ms));
      played.setAttribute('width', clamp(part, 0, 1) * 1000);
    }
    function drawChosen() {
      var a = from === null ? 0 : from, b = until === null ? (from === null ? 0 : total()) : until;
      if (!chosen || !total()) return;
      chosen.setAttribute('x', a / total() * 1000);
      chosen.setAttribute('width', Math.max(0, b - a) / total() * 1000);
    }

    /* A frame is asked for in its middle: what is exactly on the border of two belongs to either, by rounding. */
    function step(n) {
      var one = 1 / (rate || 25), at = exact === null ? media.currentTime : exact;
      media.pause();
      media.currentTime = clamp((Math.floor(at / one + 0.01) + n + 0.5) * one, 0, total() / 1000);
      exact = null;
      draw();
      tell(moment(now(), true));
    }
    function faster(n) {
      speed.selectedIndex = clamp(speed.selectedIndex + n, 0, speed.options.length - 1);
      media.playbackRate = +speed.value;
      tell(speed.value + ' 倍速');
    }
    function mark(n) {
      var at = [], ms = now();
      each('a[data-at]', function (a) { if (a.closest('.marks')) at.push(+a.getAttribute('data-at')); }, doc);
      at.sort(function (a, b) { return a - b; });
      at = at.filter(function (t) { return n > 0 ? t > ms + 200 : t < ms - 1200; });
      if (at.length) goTo(n > 0 ? at[0] : at[at.length - 1]);
    }
    function full() {
      if (doc.fullscreenElement) doc.exitFullscreen();
      else if (stage.requestFullscreen) stage.requestFullscreen();
      else stage.classList.toggle('whole'); /* telephones that let only a bare video have the screen: then the frame takes the window */
    }
    function go(what) {
      var a = doc.querySelector('a[data-go="' + what + '"]');
      if (a) a.click();
    }
    var deeds = {
      play: function () { if (media.paused) media.play(); else media.pause(); },
      prev: function () { step(-1); }, next: function () { step(1); },
      mute: function () { media.muted = !media.muted; },
      full: full,
      keys: function () { keys.hidden = !keys.hidden; },
      zoom: function () { stage.classList.toggle('zoomed'); },
      'in': function () { from = now(); if (until !== null && until <= from) until = null; drawChosen(); tell('从 ' + moment(from, true) + ' 起'); },
      out: function () { until = now(); if (from !== null && from >= until) from = null; drawChosen(); tell('到 ' + moment(until, true) + ' 止'); }
    };
    var pressed = {
      ' ': deeds.play, k: deeds.play, j: function () { goTo(now() - 10000); }, l: function () { goTo(now() + 10000); },
      ArrowLeft: function () { goTo(now() - 5000); }, ArrowRight: function () { goTo(now() + 5000); },
      ',': deeds.prev, '.': deeds.next, '-': function () { faster(-1); }, '+': function () { faster(1); }, '=': function () { faster(1); },
      '0': function () { speed.value = '1'; faster(0); }, n: function () { mark(1); }, p: function () { mark(-1); },
      i: deeds['in'], o: deeds.out, v: deeds.mute, m: function () { go('mark'); }, s: function () { go('still'); }, c: function () { go('clip'); }
    };

    stage.addEventListener('click', function (e) {
      var b = e.target.closest('[data-do]');
      if (b) deeds[b.getAttribute('data-do')]();
      else if (timed && e.target.closest('[data-view]') && !e.target.closest('[data-keys]')) deeds.play();
    });
    /* Before a form is opened its address is given the moment that is being looked at. */
    doc.addEventListener('click', function (e) {
      var a = e.target.closest('a[data-go]'), ms = timed ? moment(now(), true) : '';
      if (!a || !timed) return;
      if (a.getAttribute('data-go') === 'mark') a.href = withValue(a.href, 'at', ms);
      if (a.getAttribute('data-go') === 'still') a.href = withValue(a.href, 'from', ms);
      if (a.getAttribute('data-go') === 'clip') {
        a.href = withValue(withValue(a.href, 'from', moment(from === null ? 0 : from, true)), 'until', moment(until === null ? total() : until, true));
      }
    }, true);
    doc.addEventListener('keydown', function (e) {
      var f = timed ? pressed[e.key.length === 1 ? e.key.toLowerCase() : e.key] : e.key.toLowerCase() === 'z' && deeds.zoom;
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || (e.key === ' ' && e.target.tagName === 'BUTTON')) return;
      if (e.key === '?') f = deeds.keys;
      if (e.key.toLowerCase() === 'f') f = full;
      if (e.key === 'Escape' && !keys.hidden) f = deeds.keys;
      if (!f || (/^Arrow/.test(e.key) && e.target.closest && e.target.closest('.tabs'))) return;
      e.preventDefault();
      f();
    });
    root.querySelector('[data-bar]').hidden = false;
    root.classList.add('ready');
    doc.addEventListener('fullscreenchange', function () { stage.classList.toggle('whole', doc.fullscreenElement === stage); });
    media.addEventListener('contextmenu', function (e) { e.preventDefault(); });
    if (!timed) return;

    media.removeAttribute('controls');
    if (seek) {
      seek.hidden = false;
      seek.addEventListener('input', function () { goTo(+seek.value); });
    }
    speed.addEventListener('change', function () { faster(0); });
    media.addEventListener('timeupdate', draw);
    media.addEventListener('seeked', draw);
    media.addEventListener('play', function () { icon('play', 'player-pause'); draw(); });
    media.addEventListener('pause', function () { icon('play', 'player-play'); draw(); });
    media.addEventListener('volumechange', function () { icon('mute', media.muted ? 'volume-off' : 'volume'); });
    media.addEventListener('loadedmetadata', function () { if (+root.getAttribute('data-at')) goTo(+root.getAttribute('data-at')); });
    media.addEventListener('error', function () { root.classList.add('failed'); tell('不能播放：没有调阅的权限，或者浏览器不支持这种编码'); });
    /* Between the four times a second that "timeupdate" comes: as smooth as the frames, and the exact time of the one that is seen. */
    if (media.requestVideoFrameCallback) {
      media.requestVideoFrameCallback(function seen(t, info) {
        if (media.paused) exact = info.mediaTime;
        else { exact = null; draw(); }
        media.requestVideoFrameCallback(seen);
      });
    }
    doc.addEventListener('click', function (e) {
      var a = e.target.closest('a[data-at]');
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      goTo(+a.getAttribute('data-at'));
      root.scrollIntoView({ block: 'nearest' });
    });
    draw();
  }

  /* ---- covered regions: rectangles drawn over the picture; the text field is the truth, the drawing follows it ---- */

  function parse(line) {
    var m = /^\s*(?:(\d+)-(\d+):)?(\d+),(\d+),(\d+),(\d+)(?:-(\d+),(\d+),(\d+),(\d+))?\s*$/.exec(line), a;
    if (!m) return null;
    a = [+m[3], +m[4], +m[5], +m[6]];
    return { from: m[1] ? +m[1] : 0, until: m[2] ? +m[2] : null, a: a, b: m[7] ? [+m[7], +m[8], +m[9], +m[10]] : null };
  }
  function written(r, length) {
    var box = r.a.join(',') + (r.b ? '-' + r.b.join(',') : '');
    return (length > 0 ? Math.round(r.from) + '-' + Math.round(r.until === null ? length : r.until) + ':' : '') + box;
  }

  function editor(root) {
    var media = root.querySelector('[data-media]'), timed = media.tagName === 'VIDEO', length = +root.getAttribute('data-length');
    var field = doc.querySelector('textarea[name="regions"]'), list = root.querySelector('[data-regions]'), over = root.querySelector('[data-over]');
    var regions = [], picked = -1, drag = null, seek = root.querySelector('[data-seek]'), clock = root.querySelector('[data-position]');

    function now() { return timed ? Math.round(media.currentTime * 1000) : 0; }
    function end(r) { return r.until === null ? (length > 0 ? length : 1) : r.until; }
    function boxAt(r, ms) {
      var part = r.b ? clamp((ms - r.from) / Math.max(1, end(r) - r.from), 0, 1) : 0;
      return r.a.map(function (v, i) { return r.b ? v + (r.b[i] - v) * part : v; });
    }
    function active(r, ms) { return !timed || (ms >= r.from && ms < end(r)); }
    function save() { field.value = regions.map(function (r) { return written(r, timed ? length : 0); }).join('\n'); }
    function load() { regions = field.value.split('\n').filter(function (l) { return l.trim(); }).map(parse).filter(Boolean); draw(); }

    function rect(i, box, shown) {
      var e = doc.createElement('div');
      e.className = 'region' + (i === picked ? ' picked' : '') + (shown ? '' : ' off');
      e.setAttribute('data-region', i);
      ['left', 'top', 'width', 'height'].forEach(function (side, k) { e.style[side] = box[k] / 100 + '%'; });
      e.innerHTML = '<b>' + (i + 1) + '</b><i></i>';
      return e;
    }
    function button(text, fn) {
      var b = doc.createElement('button');
      b.type = 'button'; b.className = 'btn small'; b.textContent = text;
      b.addEventListener('click', fn);
      return b;
    }
    function row(r, i) {
      var li = doc.createElement('li'), words = doc.createElement('span');
      function changed() { picked = i; save(); draw(); }
      words.textContent = '区域 ' + (i + 1) + (timed ? '　' + moment(r.from, true) + ' – ' + moment(end(r), true) + (r.b ? '，移动' : '') : '');
      li.className = i === picked ? 'picked' : '';
      li.appendChild(words);
      if (timed) {
        li.appendChild(button('从此刻起', function () { r.from = now(); if (end(r) <= r.from) r.until = length; changed(); }));
        li.appendChild(button('到此刻止', function () { if (now() > r.from) r.until = now(); changed(); }));
        li.appendChild(button(r.b ? '不再移动' : '随画面移动', function () { r.b = r.b ? null : boxAt(r, now()).map(Math.round); changed(); }));
        li.appendChild(button('跳到', function () { picked = i; media.currentTime = r.from / 1000; draw(); }));
      }
      li.appendChild(button('删去', function () { regions.splice(i, 1); picked = -1; save(); draw(); }));
      return li;
    }
    function draw() {
      var ms = now();
      over.innerHTML = '';
      list.innerHTML = '';
      regions.forEach(function (r, i) {
        if (active(r, ms) || i === picked) over.appendChild(rect(i, boxAt(r, ms), active(r, ms)));
        list.appendChild(row(r, i));
      });
      if (clock) clock.textContent = moment(ms, true) + ' / ' + moment(length);
      if (seek && !drag) seek.value = ms;
    }

    function at(e) {
      var r = over.getBoundingClientRect();
      return [clamp((e.clientX - r.left) / r.width, 0, 1) * 10000, clamp((e.clientY - r.top) / r.height, 0, 1) * 10000];
    }
    /* What is dragged is the beginning or the end of a moving region, whichever is nearer in time. */
    function edited(r) { return r.b && now() - r.from > (end(r) - r.from) / 2 ? r.b : r.a; }
    over.addEventListener('pointerdown', function (e) {
      var hit = e.target.closest('[data-region]'), p = at(e), r;
      e.preventDefault();
      over.setPointerCapture(e.pointerId);
      if (timed) media.pause();
      if (hit) {
        picked = +hit.getAttribute('data-region');
        r = regions[picked];
        drag = { box: edited(r), was: edited(r).slice(), p: p, size: e.target.tagName === 'I' };
      } else {
        regions.push({ from: timed ? now() : 0, until: timed ? length : null, a: [Math.round(p[0]), Math.round(p[1]), 1, 1], b: null });
        picked = regions.length - 1;
        drag = { box: regions[picked].a, was: regions[picked].a.slice(), p: p, size: true, fresh: true };
      }
      draw();
    });
    over.addEventListener('pointermove', function (e) {
      var p, dx, dy, b;
      if (!drag) return;
      p = at(e); dx = p[0] - drag.p[0]; dy = p[1] - drag.p[1]; b = drag.box;
      if (drag.fresh) {
        b[0] = Math.round(Math.min(p[0], drag.p[0])); b[1] = Math.round(Math.min(p[1], drag.p[1]));
        b[2] = Math.max(1, Math.round(Math.abs(dx))); b[3] = Math.max(1, Math.round(Math.abs(dy)));
      } else if (drag.size) {
        b[2] = Math.round(clamp(drag.was[2] + dx, 100, 10000 - b[0])); b[3] = Math.round(clamp(drag.was[3] + dy, 100, 10000 - b[1]));
      } else {
        b[0] = Math.round(clamp(drag.was[0] + dx, 0, 10000 - b[2])); b[1] = Math.round(clamp(drag.was[1] + dy, 0, 10000 - b[3]));
      }
      draw();
    });
    over.addEventListener('pointerup', function () {
      if (drag && drag.fresh && (drag.box[2] < 100 || drag.box[3] < 100)) { regions.pop(); picked = -1; }
      drag = null;
      save();
      draw();
    });
    over.addEventListener('pointercancel', function () { drag = null; load(); });
    field.addEventListener('input', load);
    if (timed) {
      media.removeAttribute('controls');
      media.addEventListener('timeupdate', draw);
      media.addEventListener('seeked', draw);
      seek.addEventListener('input', function () { media.currentTime = +seek.value / 1000; });
      root.querySelector('[data-play]').addEventListener('click', function () { if (media.paused) media.play(); else media.pause(); });
    }
    root.classList.add('ready');
    load();
  }

  each('[data-player]', player);
  each('[data-editor]', editor);
})();
