-- In Neovim: opens a record with a slip, waits for the diagnostic, applies the fix, writes what the buffer is then.
-- The server is started by what the README says, from `changebook` in the path.
local readme, file, mended = unpack(vim.fn.split(vim.env.SESSION, '\n'))

-- Neovim 0.7 of Debian 12 has the two halves of it.
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end

local function wait(what, fits)
  if not vim.wait(60000, fits, 20) then
    io.stderr:write(what .. ' did not come\n')
    vim.cmd('cquit 1')
  end
end

vim.cmd('filetype on')
vim.cmd('luafile ' .. vim.fn.fnameescape(readme))
vim.cmd('edit ' .. vim.fn.fnameescape(file))

local function slip()
  for _, it in ipairs(vim.diagnostic.get(0)) do
    if it.code == 'unknown-value' then return it end
  end
end

wait('diagnostic', slip)
local found = slip()
local params = vim.lsp.util.make_given_range_params({ found.lnum + 1, found.col }, { found.end_lnum + 1, found.end_col })
params.context = { diagnostics = {} }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
local _, answer = next(answers)
local action = answer.result[1]
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
wait('mended portal', function() return not slip() end)
vim.cmd('write! ' .. vim.fn.fnameescape(mended))
io.stdout:write(found.message:match('[^\n]*') .. '\n' .. action.title .. '\n')
vim.cmd('qall!')
