/* Small comforts.  Nothing here is needed: without this file every page, form and choice works by itself. */
(function () {
  'use strict';
  var doc = document, root = doc.documentElement;
  function each(selector, fn) { [].forEach.call(doc.querySelectorAll(selector), fn); }
  function typing(t) { return /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) || t.isContentEditable; }

  /* Kernels without cascade layers get the copy in which layers have been turned into plain rules. */
  if (!('CSSLayerBlockRule' in window)) each('link[data-flat]', function (l) { l.href = l.getAttribute('data-flat'); });

  /* Display choices without a page load; the cookie is the one that the server writes. */
  doc.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a[data-set]'), name, value;
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
    name = a.getAttribute('data-set').split(':')[0];
    value = a.getAttribute('data-set').split(':')[1];
    if (value && name !== 'size' && root.getAttribute('data-' + name) === value) value = '';
    e.preventDefault();
    if (value) root.setAttribute('data-' + name, value); else root.removeAttribute('data-' + name);
    doc.cookie = 'mj_' + name + '=' + value + '; path=/; max-age=31536000; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');
    each('a[data-set^="' + name + ':"]', function (b) {
      if ((root.getAttribute('data-' + name) || '') === b.getAttribute('data-set').split(':')[1]) b.setAttribute('aria-current', 'true');
      else b.removeAttribute('aria-current');
    });
  });

  /* Keys of the desk; /desk/help says which.  Without this the same pages are links. */
  var going = 0, places = { d: '/desk', m: '/desk/messages', t: '/desk/todo', c: '/desk/cases', f: '/desk/mine' };
  function rowMove(step) {
    var links = [].filter.call(doc.querySelectorAll('main tbody a[href], main tbody button.linklike'), function (a) { return a.offsetParent; });
    var firsts = links.filter(function (a) { return a === a.closest('tr').querySelector('a[href], button.linklike'); });
    var now = doc.activeElement && doc.activeElement.closest ? doc.activeElement.closest('tr') : null;
    var at = firsts.findIndex(function (a) { return a.closest('tr') === now; });
    if (firsts.length) firsts[Math.max(0, Math.min(firsts.length - 1, at + step))].focus();
  }
  function keys(e) {
    var help;
    if (doc.querySelector('[data-keys]')) return; /* the player has keys of its own and says which */
    if (going && Date.now() - going < 1500 && places[e.key]) { location.assign(places[e.key]); e.preventDefault(); return; }
    going = e.key === 'g' ? Date.now() : 0;
    help = doc.querySelector('[data-help]');
    if (e.key === '?' && help) { location.assign(help.href); e.preventDefault(); }
    if (e.key === 'j') rowMove(1);
    if (e.key === 'k') rowMove(-1);
  }

  /* One box above a column of boxes picks them all. */
  each('form.batch', function (f) {
    var all = doc.createElement('input'), th = f.querySelector('th.pick'), boxes = f.querySelectorAll('td.pick input');
    var said = doc.createElement('span');
    function count() {
      var n = [].filter.call(boxes, function (b) { return b.checked; }).length;
      said.textContent = n ? '已选 ' + n + ' 件' : '';
      all.checked = n > 0 && n === boxes.length;
      all.indeterminate = n > 0 && n < boxes.length;
    }
    if (!th || !boxes.length) return;
    all.type = 'checkbox';
    all.setAttribute('aria-label', '全选这一页');
    all.addEventListener('change', function () { [].forEach.call(boxes, function (b) { b.checked = all.checked; }); count(); });
    f.addEventListener('change', count);
    said.className = 'muted';
    said.setAttribute('role', 'status');
    th.textContent = '';
    th.appendChild(all);
    f.querySelector('.batch-bar').appendChild(said);
  });

  doc.addEventListener('keydown', function (e) {
    var t = e.target, box, links, to;
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (!typing(t) && doc.querySelector('[data-help]')) keys(e);
    if (e.key === 'Escape' && t.id === 'find') t.blur();
    if (e.key === '/' && !typing(t)) {
      box = doc.querySelector('[data-slash]');
      if (box) { e.preventDefault(); box.focus(); box.select(); }
    }
    if (e.key === 'Escape') each('details.drop[open]', function (d) { d.open = false; d.querySelector('summary').focus(); });
    if (/^Arrow(Left|Right)$/.test(e.key) && t.parentNode && t.parentNode.className === 'tabs') {
      links = t.parentNode.children;
      to = e.key === 'ArrowRight' ? t.nextElementSibling || links[0] : t.previousElementSibling || links[links.length - 1];
      to.focus();
      e.preventDefault();
    }
  });
  doc.addEventListener('click', function (e) {
    each('details.drop[open]', function (d) { if (!d.contains(e.target)) d.open = false; });
  });

  /* A form is sent once.  Coming back by the browser's history frees it again. */
  doc.addEventListener('submit', function (e) {
    var f = e.target, b;
    if (f.method !== 'post' || (e.submitter && e.submitter.formAction !== f.action && e.submitter.hasAttribute('formaction'))) return;
    if (f.getAttribute('data-sent')) { e.preventDefault(); return; }
    f.setAttribute('data-sent', '1');
    b = f.querySelector('button[type="submit"]');
    if (b) { b.setAttribute('aria-disabled', 'true'); b.setAttribute('data-was', b.textContent); b.textContent = '正在办理…'; }
  });
  window.addEventListener('pageshow', function () {
    each('form[data-sent]', function (f) {
      var b = f.querySelector('[data-was]');
      f.removeAttribute('data-sent');
      if (b) { b.textContent = b.getAttribute('data-was'); b.removeAttribute('data-was'); b.removeAttribute('aria-disabled'); }
    });
  });

  /* A calendar beside every box for a day; the day can always be typed. */
  each('input[data-day]', function (box) {
    var pick = doc.createElement('input'), b = doc.createElement('button'), minute = box.getAttribute('data-day') === 'minute';
    if (!pick.showPicker) return;
    pick.type = minute ? 'datetime-local' : 'date';
    pick.className = 'vh';
    pick.tabIndex = -1;
    pick.setAttribute('aria-hidden', 'true');
    b.type = 'button';
    b.className = 'btn';
    b.setAttribute('aria-label', '打开日历：' + box.getAttribute('data-label'));
    b.innerHTML = '<svg class="i" aria-hidden="true"><use href="' + box.getAttribute('data-icon') + '"/></svg>';
    b.addEventListener('click', function () {
      pick.value = minute ? box.value.replace(' ', 'T') : box.value;
      pick.showPicker();
    });
    pick.addEventListener('change', function () { box.value = pick.value.replace('T', ' '); box.focus(); });
    box.parentNode.appendChild(b);
    box.parentNode.appendChild(pick);
  });

  /* On a phone what was asked stands before what could be asked. */
  if (matchMedia('(max-width: 40rem)').matches) each('details[data-narrow-closed]', function (d) { d.open = false; });

  each('.steps [aria-current]', function (li) {
    var s = li.closest('.steps');
    s.scrollLeft = li.offsetLeft - s.clientWidth / 2 + li.clientWidth / 2;
  });

  /* The document that a form would make, beside it: asked for when typing pauses.  Without this the button opens it in a new page. */
  each('[data-preview]', function (box) {
    var b = doc.querySelector('[data-preview-button]'), f = b && b.form, timer, asked = 0;
    function show() {
      var mine = ++asked, data = new URLSearchParams();
      new FormData(f).forEach(function (v, k) { data.append(k, typeof v === 'string' ? v : v.name); });
      fetch(b.formAction, { method: 'POST', body: data, headers: { 'X-Fragment': '1' } }).then(function (r) { return r.ok ? r.text() : ''; }).then(function (t) {
        if (mine !== asked) return;
        box.innerHTML = t;
        box.hidden = !t;
      }, function () {});
    }
    if (!f || !window.fetch || !window.URLSearchParams) return;
    b.addEventListener('click', function (e) { e.preventDefault(); show(); box.scrollIntoView({ block: 'nearest' }); });
    f.addEventListener('input', function () { clearTimeout(timer); if (!box.hidden) timer = setTimeout(show, 700); });
  });

  /* A field to sign in: what is drawn becomes the PNG that the form asks for as a file. */
  each('form[data-pad]', function (f) {
    var file = f.querySelector('input[type="file"]'), pad = doc.createElement('canvas'), again = doc.createElement('button'), pen = pad.getContext && pad.getContext('2d');
    var drawn = false, down = false;
    function at(e) { var r = pad.getBoundingClientRect(); return [(e.clientX - r.left) * pad.width / r.width, (e.clientY - r.top) * pad.height / r.height]; }
    if (!pen || !pad.toBlob || !window.DataTransfer || !window.PointerEvent) return;
    pad.className = 'pad';
    pad.width = 900; pad.height = 360;
    pad.tabIndex = 0;
    pad.setAttribute('role', 'img');
    pad.setAttribute('aria-label', '在这里手写签名');
    again.type = 'button'; again.className = 'btn'; again.textContent = '重签';
    pen.lineWidth = 7; pen.lineCap = pen.lineJoin = 'round';
    pad.addEventListener('pointerdown', function (e) { var p = at(e); down = drawn = true; pad.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(p[0], p[1]); pen.lineTo(p[0] + 0.1, p[1]); pen.stroke(); });
    pad.addEventListener('pointermove', function (e) { var p = at(e); if (down) { pen.lineTo(p[0], p[1]); pen.stroke(); } });
    pad.addEventListener('pointerup', function () { down = false; });
    again.addEventListener('click', function () { pen.clearRect(0, 0, pad.width, pad.height); drawn = false; });
    file.hidden = true;
    file.parentNode.appendChild(pad);
    file.parentNode.appendChild(again);
    f.addEventListener('submit', function (e) {
      if (file.files.length || !drawn) return;
      e.preventDefault();
      e.stopPropagation();
      pad.toBlob(function (blob) {
        var list = new DataTransfer();
        list.items.add(new File([blob], 'signature.png', { type: 'image/png' }));
        file.files = list.files;
        f.requestSubmit();
      }, 'image/png');
    });
  });

  /* A paper that is sat: answers are saved as they are given, and the time runs down.  The server's clock decides; this one only shows. */
  each('form[data-paper]', function (f) {
    var end = Date.now() + 1000 * f.getAttribute('data-paper'), left = f.querySelector('[data-left]'), said = f.querySelector('[data-saved]'), timer, n = 0, tick;
    function two(v) { return (v < 10 ? '0' : '') + v; }
    function show() {
      var s = Math.max(0, Math.round((end - Date.now()) / 1000));
      left.textContent = '还剩 ' + Math.floor(s / 60) + ' 分 ' + two(s % 60) + ' 秒';
      f.querySelector('.paper-bar').className = 'paper-bar' + (s < 300 ? ' late' : '');
      if (!s) { clearInterval(tick); location.reload(); }
    }
    function save() {
      var data = new URLSearchParams(), at;
      new FormData(f).forEach(function (v, k) { data.append(k, k === '_key' ? v + '-' + ++n : v); });
      fetch(f.action, { method: 'POST', body: data, redirect: 'manual' }).then(function (r) {
        at = new Date();
        said.textContent = r.type === 'opaqueredirect' || r.ok ? '已保存 ' + two(at.getHours()) + ':' + two(at.getMinutes()) + ':' + two(at.getSeconds()) : '没有保存成功，请按“保存”';
      }, function () { said.textContent = '网络不通，答案还没有保存'; });
    }
    tick = setInterval(show, 1000);
    show();
    if (!window.fetch || !window.URLSearchParams) return;
    f.addEventListener('change', function () { clearTimeout(timer); timer = setTimeout(save, 400); });
    f.addEventListener('submit', function () { clearTimeout(timer); });
  });

  /* What is folded on the screen is printed in full. */
  window.addEventListener('beforeprint', function () { each('main details:not([open])', function (d) { d.open = true; d.setAttribute('data-print', ''); }); });
  window.addEventListener('afterprint', function () { each('details[data-print]', function (d) { d.open = false; d.removeAttribute('data-print'); }); });
})();
