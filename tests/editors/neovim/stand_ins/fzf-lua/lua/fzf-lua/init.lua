-- Stands in for fzf-lua, which no package registry has: the documented `fzf_live(contents, options)`, without a terminal.
-- As there, `contents` is called with what is typed and returns a function that takes a callback for lines, nil ending
-- them; `options.actions` get the lines that are selected; `options.previewer._ctor`
-- returns a class made by `base:extend()`.

local M = {}

local contents, options, lines

function M.type(words)
  lines = nil
  local taken = {}
  contents({ words })(function(line)
    if line then
      table.insert(taken, line)
    else
      lines = taken
    end
  end)
end

function M.fzf_live(given, with)
  contents, options = given, with
  assert(with.exec_empty_query or with.query, "nothing would be listed before something is typed")
  M.type(with.query or "")
end

---What is seen of the lines: the fields that `--with-nth` names.
function M.shown()
  assert(options.fzf_opts["--delimiter"] == "\t" and options.fzf_opts["--with-nth"] == "2..")
  return lines and vim.tbl_map(function(line)
    return (line:gsub("^[^\t]*\t", ""))
  end, lines)
end

function M.press(key, index)
  options.actions[key]({ lines[index] })
end

local previewer

function M.preview(index)
  if not previewer then
    previewer = options.previewer._ctor()(options.previewer, options, {})
    previewer:populate_preview_buf(lines[index])
  end
  return table.concat(vim.api.nvim_buf_get_lines(previewer.shown, 0, -1, false), "\n")
end

return M
